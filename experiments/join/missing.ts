import type { SentRequest } from "../traffic/sentRequest";
import type { Missing } from "./path";
import { routeOf, type Pieces } from "./pieces";

/** What nobody told of a request's way and somebody should have. */
export function missingPieces({ answer, error }: SentRequest, pieces: Pieces): Missing[] {
  const { entry, pod, podNode, departure, arrival } = pieces;
  const missing: Missing[] = [];
  if (answer === null) missing.push(piece("answer", error ?? "the client got none"));
  else if (podNode === undefined) {
    missing.push(piece("pod", `${answer.pod} answered, and the Service has no such pod on any node`));
  }
  if (entry === undefined) missing.push(piece("entry", "no node saw it arrive at the frontend IP"));
  if (routeOf(pieces) !== "bounced") return missing;
  if (departure === undefined) {
    missing.push(piece("departure", `${entry?.node ?? "no node"} was not seen to send it on`));
  }
  if (arrival === undefined) {
    missing.push(piece("arrival", `it was not seen to arrive on ${pod?.node ?? "another node"}`));
  }
  return missing;
}

function piece(piece: Missing["piece"], detail: string): Missing {
  return { piece, detail };
}
