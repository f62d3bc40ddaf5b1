import { CheckFailure, CheckResponse, DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { formatPath, type Change, type Difference } from "./difference";
import type { Checked } from "./provider";
import { toStruct } from "./value";

export function checkResponse({ inputs, failures = [] }: Checked): CheckResponse {
  return new CheckResponse()
    .setInputs(toStruct(inputs))
    .setFailuresList(
      failures.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason)),
    );
}

/** With a line for each property: the engine's own comparison would show a nested object as one. */
export function diffResponse({ changes, deleteBeforeReplace = false }: Difference): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const replacing = changes.filter(({ replaces }) => replaces);
  const response = new DiffResponse()
    .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList([...new Set(changes.map(({ path: [property = ""] }) => String(property)))])
    .setReplacesList(replacing.map(({ path }) => formatPath(path)))
    .setDeletebeforereplace(deleteBeforeReplace && replacing.length > 0)
    .setHasdetaileddiff(true);
  for (const change of changes)
    response.getDetaileddiffMap().set(formatPath(change.path), propertyDiff(change));
  return response;
}

function propertyDiff({ kind, replaces, drifted = false }: Change): PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  return new PropertyDiff().setKind(kinds[kind][replaces ? 1 : 0]).setInputdiff(!drifted);
}
