import { version } from "@pulumi/random/package.json";
import { compare } from "../../../local/provider/protocol/difference";
import type { Provider, Resource } from "../../../local/provider/protocol/provider";
import { GENERATORS, type Generator } from "./generators";

/** The stand-in for the official random provider: values that are drawn once and then kept in the stack's state. */
export const randomProvider: Provider = {
  name: "random",
  version,
  resource: (token) => {
    const generator = GENERATORS.get(token.split(":").at(-1) ?? "");
    return generator === undefined ? undefined : resourceOf(generator);
  },
};

function resourceOf({ inputs: known, draw }: Generator): Resource {
  return {
    check: ({ news }) => ({
      inputs: news,
      failures: Object.keys(news)
        .filter((property) => property !== "keepers" && !known.includes(property))
        .map((property) => ({
          property,
          reason: "the stand-in for the random provider cannot do this; leave it out",
        })),
    }),
    diff: ({ oldInputs, news }) => ({ changes: compare(oldInputs, news, () => true) }),
    create: ({ inputs }, { preview }) => {
      if (preview) return { id: "", outputs: inputs };
      const { id, outputs } = draw(inputs);
      return { id, outputs: { ...inputs, ...outputs } };
    },
    // There is nothing outside the state to look at.
    read: ({ id, oldInputs, oldOutputs }) => ({ id, inputs: oldInputs, outputs: oldOutputs }),
    delete: () => undefined,
  };
}
