import { makeCheckout, removeCheckout, type Checkout } from "./checkout";
import { lab, succeeding } from "./lab";

export const PATIENCE_MS = 300_000;

/** Stands a lab up before the tests of a file, in a checkout of its own, and takes it down after them whatever came. */
export function withLab(): { readonly checkout: Checkout } {
  let checkout: Checkout | undefined;
  beforeAll(async () => {
    checkout = makeCheckout();
    await succeeding(lab(checkout, ["up"]));
  }, PATIENCE_MS);
  afterAll(async () => {
    if (checkout === undefined) return;
    const down = await lab(checkout, ["down"]);
    removeCheckout(checkout);
    expect(down.code).toBe(0);
  }, PATIENCE_MS);
  return {
    get checkout() {
      if (checkout === undefined) throw new Error("no checkout was made");
      return checkout;
    },
  };
}
