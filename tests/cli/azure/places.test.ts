import { prefixOf } from "../../../cli/places";
import { ProblemsError } from "../../../system/problems";
import { lab } from "./fixtures";

const standing = { target: "azure", lab } as const;

test("client A is this machine: nothing has to be entered", () => {
  expect(prefixOf("dev", standing, "client-a")).toEqual([]);
});

test.each([
  {
    place: "client-b",
    way: "az container exec --resource-group aks-lb-lab-dev --name client-b --container-name client --exec-command /bin/sh",
  },
  {
    place: "router",
    way: "az network lb rule list --resource-group MC_aks-lb-lab-dev_kubenet-cluster_westeurope --lb-name kubernetes",
  },
  { place: "aks-nodepool1-1-vmss000000", way: "npx lab ssh --stack dev NODE -- COMMAND" },
  { place: "client-z", way: "npx lab status --stack dev" },
])("$place is out of reach, and the way out says: $way", ({ place, way }) => {
  let thrown: unknown;
  try {
    prefixOf("dev", standing, place);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ProblemsError);
  expect((thrown as ProblemsError).problems).toEqual([
    expect.objectContaining({ key: "place", value: place, wayOut: expect.stringContaining(way) as string }),
  ]);
});
