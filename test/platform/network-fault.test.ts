import { expect, it } from "vitest";
import { networkFault } from "../../src/platform/network-fault.ts";

/** As undici throws it, within what whoever asked for it throws. */
const refused = (status: number) =>
  new TypeError("fetch failed", { cause: new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`) });

it("names what a proxy refuses, however deep, and nothing else", () => {
  expect(networkFault(refused(407))).toMatchObject({ code: "PROXY_WANTS_PASSWORD" });
  expect(networkFault(refused(403))).toMatchObject({ code: "PROXY_REFUSES", params: { status: "403" } });
  expect(networkFault(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }))).toBeNull();
});
