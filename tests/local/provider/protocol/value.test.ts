import * as sdk from "@pulumi/pulumi/runtime/rpc";
import fc from "fast-check";
import { fromStruct, hasUnknown, secret, toStruct, UNKNOWN } from "../../../../local/provider/protocol/value";
import { objects } from "./arbitraries";

describe("toStruct and fromStruct", () => {
  it("carry any JSON object there and back", () => {
    fc.assert(
      fc.property(objects, (properties) => {
        // JSON knows no negative zero; the wire does.
        const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        expect(asJson(fromStruct(toStruct(properties)))).toEqual(asJson(properties));
      }),
    );
  });

  it("leave out what is undefined, however deep", () => {
    const properties = {
      kept: null,
      gone: undefined,
      inside: { gone: undefined, list: [{ gone: undefined }] },
    };
    expect(fromStruct(toStruct(properties))).toStrictEqual({ kept: null, inside: { list: [{}] } });
  });

  it("take a missing message for an empty one", () => {
    expect(fromStruct(undefined)).toEqual({});
  });
});

describe("secrets", () => {
  it("are sent in the SDK's envelope and come out as what they hold", () => {
    const sent = toStruct({ list: [secret({ deep: secret("key") })] });
    const envelope = (value: unknown): unknown => ({ [sdk.specialSigKey]: sdk.specialSecretSig, value });
    expect(sent.toJavaScript()).toEqual({ list: [envelope({ deep: envelope("key") })] });
    expect(fromStruct(sent)).toEqual({ list: [{ deep: "key" }] });
  });
});

describe("unknown values", () => {
  it("are written as the SDK writes them", () => {
    expect(UNKNOWN).toBe(sdk.unknownValue);
  });

  it.each([
    [{ a: UNKNOWN }, true],
    [{ a: [{ b: UNKNOWN }] }, true],
    [{ a: [UNKNOWN] }, true],
    [{ a: "known", b: [null, 1, { c: true }] }, false],
    [{}, false],
  ])("are found in %j: %s", (properties, expected) => {
    expect(hasUnknown(properties)).toBe(expected);
  });
});
