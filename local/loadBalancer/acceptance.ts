import { describe, ProblemsError } from "../../system/problems";
import { isOurs, statusAddress, type ServiceObject } from "./apiObjects";
import { balancedService, titleOf, type BalancedService } from "./balancedService";
import { notServed } from "./model";

/** The services to serve, as last understood. */
export interface Acceptance {
  readonly services: readonly BalancedService[];
  /** uid -> what keeps the Service, as it is now, from being served. */
  readonly refusals: ReadonlyMap<string, string>;
}

/**
 * Reads all Services; one that has become impossible stays as it was before, as on Azure, where the change fails. So does one about
 * which any other error is thrown: nothing about one Service keeps another from being served.
 */
export function accept(objects: Iterable<ServiceObject>, before: Acceptance | undefined): Acceptance {
  const services: BalancedService[] = [];
  const refusals = new Map<string, string>();
  for (const object of objects) {
    try {
      if (!isOurs(object)) continue;
      services.push(balancedService(object));
    } catch (error) {
      const reason =
        error instanceof ProblemsError ? `refused: ${error.message}` : describe(notServed(error));
      refusals.set(object.metadata.uid, `${titleOf(object)}: ${reason}`);
      const earlier = before?.services.find(({ uid }) => uid === object.metadata.uid);
      if (earlier !== undefined) services.push(earlier);
    }
  }
  return { services, refusals };
}

/** uid -> the address that stands in the Service's status. */
export function publishedAddresses(objects: Iterable<ServiceObject>): Map<string, string> {
  return new Map(
    [...objects].flatMap((object) => {
      const address = statusAddress(object);
      return address === undefined ? [] : [[object.metadata.uid, address] as const];
    }),
  );
}
