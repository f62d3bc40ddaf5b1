import { PolicyPack, type ResourceValidationPolicy } from "@pulumi/policy";
import { RULES, type PolicyRule } from "./rules";

/**
 * `pulumi preview --policy-pack policy`: looks at what the program asks of Azure, not at what was configured. The rules are those
 * of the configuration's check, so the two can't come to differ; here they hold whatever a changed component makes of a setting.
 */
new PolicyPack("aks-lb-lab", { enforcementLevel: "mandatory", policies: RULES.map(policy) });

function policy({ name, description, enforcementLevel, violations }: PolicyRule): ResourceValidationPolicy {
  return {
    name,
    description,
    enforcementLevel,
    validateResource: ({ type, props, provider }, report) => {
      for (const violation of violations({ type, props, provider: provider?.urn })) report(violation);
    },
  };
}
