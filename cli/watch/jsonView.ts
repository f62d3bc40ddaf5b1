import { Tally } from "./tally";
import { onlyChanges, type NameOf, type View } from "./view";

/** A line of JSON for each request, for each change of the circumstances, and for the sums at the end. */
export function jsonView(write: (line: string) => void, nameOf: NameOf): View {
  const tally = new Tally(nameOf);
  const tell = (kind: string, told: object) => {
    write(JSON.stringify({ kind, ...told }));
  };
  return {
    circumstances: onlyChanges((circumstances) => {
      tell("circumstances", circumstances);
    }),
    way: (way) => {
      tally.add(way);
      const name = way.client === null ? null : nameOf(way.client.address);
      tell("request", { clientName: name === way.client?.address ? null : name, ...way });
    },
    end: () => {
      tell("sums", { ...tally.totals(), paths: tally.pathCounts() });
    },
  };
}
