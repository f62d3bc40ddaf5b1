import type { SentRequest } from "../traffic/sentRequest";
import type { Missing } from "./path";
import { routeOf, type Pieces } from "./pieces";

/** What nobody told of a request's way and somebody should have. */
export function missingPieces(request: SentRequest, pieces: Pieces): Missing[] {
  const { entry, pod, podNode, departure, arrival } = pieces;
  const bounced = routeOf(pieces) === "bounced";
  const missing: (Missing | false)[] = [
    request.answer === null && { piece: "answer", detail: request.error ?? "the client got none" },
    request.answer !== null &&
      podNode === undefined && {
        piece: "pod",
        detail: `${request.answer.pod} answered, and the Service has no such pod on any node`,
      },
    entry === undefined && { piece: "entry", detail: "no node saw it arrive at the frontend IP" },
    bounced &&
      departure === undefined && {
        piece: "departure",
        detail: `${entry?.node ?? "no node"} was not seen to send it on`,
      },
    bounced &&
      arrival === undefined && {
        piece: "arrival",
        detail: `it was not seen to arrive on ${pod?.node ?? "another node"}`,
      },
  ];
  return missing.filter((piece) => piece !== false);
}
