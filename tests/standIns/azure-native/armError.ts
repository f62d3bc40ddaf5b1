/** Azure Resource Manager says no, in the words in which the official provider passes it on. */
export class ArmError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(`Status=${status} Code="${code}" Message="${message}"`);
    this.name = "ArmError";
  }
}

export function groupNotFound(name: string): ArmError {
  return new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

/** A resource names another one that does not exist. */
export function invalidReference(id: string, from: string): ArmError {
  const message = `Resource ${id} referenced by resource ${from} was not found. Please make sure that the referenced resource exists.`;
  return new ArmError(400, "InvalidResourceReference", message);
}

export function changeNotAllowed(property: string): ArmError {
  return new ArmError(400, "PropertyChangeNotAllowed", `Changing property '${property}' is not allowed.`);
}
