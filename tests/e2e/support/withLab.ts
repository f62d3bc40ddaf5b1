import { makeCheckout, removeCheckout, type Checkout } from "./checkout";
import { lab, succeeding } from "./lab";

export const PATIENCE_MS = 300_000;

/** Stands a lab up before the tests of a file, in a checkout of its own, and takes it down after them whatever came. */
export function withLab(): { readonly checkout: Checkout } {
  const held: { checkout: Checkout } = { checkout: { project: "", state: "" } };
  beforeAll(async () => {
    held.checkout = makeCheckout();
    await succeeding(lab(held.checkout, ["up"]));
  }, PATIENCE_MS);
  afterAll(async () => {
    const down = await lab(held.checkout, ["down"]);
    removeCheckout(held.checkout);
    expect(down.code).toBe(0);
  }, PATIENCE_MS);
  return held;
}
