import { MARKER } from "./line";
import type { Look } from "./look";

/** Where markers go: away from every filter that a user may think of, but for the lab's own traffic. */
const MARKERS = "udp dst port 80";

/**
 * All but the way by which captures themselves come out of the pods: the kubelets' port, each packet of which, told, would make
 * another. Those who ask a kubelet have a high port too, so a request to a well-known port stays, though SNAT may give it 10250.
 */
const NOT_OWN_WAY = "(not tcp port 10250 or tcp portrange 0-1023)";

/**
 * What runs in each debug pod: a program, and beside it a reader that sends each line of the standard input as a marker out of
 * eth0, toward port 80 of the subnet's router. The first of the two to end ends the other, so a caller that dies, and whose end of
 * the standard input closes with it, leaves nothing behind.
 */
const SCRIPT = `
exec 3<&0 </dev/null
router=$(ip -4 route show default dev eth0 | { read -r _ _ address _ && echo "$address"; })
if [ -z "$router" ]; then echo "eth0 has no default route" >&2; exit 1; fi
"$@" &
program=$!
{
  while read -r marker <&3; do printf %s "$marker" >"/dev/udp/$router/80"; done
  # Again until it is gone: a tshark that has not yet started its dumpcap takes the signal for the end of nothing.
  while kill $program; do sleep 0.1; done
} >/dev/null 2>&1 &
# Not "wait -n": it misses a program that has ended before it.
wait $program
status=$?
kill $! 2>/dev/null
wait
exit $status
`;

/** An hour: no run takes as long, so a capture that was forgotten ends by itself. */
export const LONGEST_SECONDS = 3600;

/** tshark keeps what it has looked at in the pod's memory: 128 MiB of it, less what else may be there. */
const ROOM_BYTES = 120 * 1024 * 1024;

/** What it keeps beside the bytes of each. */
const PACKET_OVERHEAD = 40;

/** Of a packet that is kept: all that a network without jumbo frames carries. */
const KEPT_BYTES = 2048;

/** What tshark is asked before the user's own filter, so that what it says against that one is about its very words. */
export const BEFORE_FILTER = `(udp && frame contains "${MARKER}") || `;

/**
 * A request is told by the packet that ends its headers. tshark would wait for the body otherwise, and for ever where it comes in
 * packets that are cut or not taken, or breaks off. `tcp.desegment_tcp_streams` stays: without it retransmissions are told, too.
 */
const PREFERENCES = ["-o", "http.desegment_body:FALSE"];

/** The command that tells a node's packets, without a name looked up: a line a packet, as soon as it is there. */
export function linesCommand({
  captureFilter,
  displayFilter,
  fields,
  bytes,
  firstSegments,
}: Look): readonly string[] {
  return [
    ...["bash", "-c", SCRIPT, "capture"],
    ...["tshark", "-Q", "-l", "-n", "-p", "-i", "eth0", "-s", String(bytes)],
    ...["-a", `duration:${LONGEST_SECONDS}`, "-c", String(mostPackets(bytes))],
    ...["-f", withMarkers(captureFilter), "-Y", `${BEFORE_FILTER}${displayFilter}`],
    ...PREFERENCES,
    ...(firstSegments === true ? ["-o", "http.desegment_headers:FALSE"] : []),
    ...["-T", "fields", "-E", "occurrence=f", ...fields.flatMap((field) => ["-e", field])],
  ];
}

/** How many packets of so many bytes tshark has room for. */
function mostPackets(bytes: number): number {
  return Math.floor(ROOM_BYTES / (bytes + PACKET_OVERHEAD));
}

/** The command that gives a node's packets themselves, as a pcap of nanoseconds on its standard output. */
export function packetsCommand(captureFilter: string): readonly string[] {
  return [
    ...["bash", "-c", SCRIPT, "capture", "timeout", String(LONGEST_SECONDS)],
    // As root it would become a user that the image need not have.
    ...["tcpdump", "-Z", "root", "-n", "-p", "-i", "eth0", "-s", String(KEPT_BYTES)],
    ...["--immediate-mode", "--time-stamp-precision=nano", "-U", "-w", "-", withMarkers(captureFilter)],
  ];
}

/** `captureFilter` with what every capture takes and leaves beside it. */
export function withMarkers(captureFilter: string): string {
  const wanted = captureFilter.trim() === "" ? NOT_OWN_WAY : `(${captureFilter}) and ${NOT_OWN_WAY}`;
  return `${wanted} or ${MARKERS}`;
}
