import { FIELDS, MARKER } from "./line";

/**
 * What runs in each debug pod: tshark, and beside it a reader that sends each line of the standard input as a marker out of eth0,
 * toward port 80 of the subnet's router. The first of the two to end ends the other, so a caller that dies, and whose end of
 * the standard input closes with it, leaves nothing behind.
 */
const SCRIPT = `
exec 3<&0 </dev/null
router=$(ip -4 route show default dev eth0 | { read -r _ _ address _ && echo "$address"; })
if [ -z "$router" ]; then echo "eth0 has no default route" >&2; exit 1; fi
tshark "$@" &
tshark=$!
{
  while read -r marker <&3; do printf %s "$marker" >"/dev/udp/$router/80"; done
  # Again until it is gone: a tshark that has not yet started its dumpcap takes the signal for the end of nothing.
  while kill $tshark; do sleep 0.1; done
} >/dev/null 2>&1 &
# Not "wait -n": it misses a tshark that has ended before it.
wait $tshark
status=$?
kill $! 2>/dev/null
wait
exit $status
`;

/** An hour: no run takes as long, so a capture that was forgotten ends by itself. */
const LONGEST_SECONDS = 3600;

/** The command that captures on a node, without a name looked up: a line a packet, as soon as it is there. */
export function captureCommand(): readonly string[] {
  const request = 'http.request.method == "GET" && http contains "YO"';
  return [
    ...["bash", "-c", SCRIPT, "capture"],
    ...["-l", "-n", "-p", "-i", "eth0", "-a", `duration:${LONGEST_SECONDS}`],
    ...["-f", "port 80", "-Y", `(${request}) || (udp && frame contains "${MARKER}")`],
    ...["-T", "fields", "-E", "occurrence=f", ...FIELDS.flatMap((field) => ["-e", field])],
  ];
}
