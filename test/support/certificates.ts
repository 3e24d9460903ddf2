/**
 * A certificate authority for one test, with new keys each time: X.509 (RFC 5280) in DER, as much of it as TLS needs.
 * Node makes keys and signatures, and no certificates.
 */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

const SEQUENCE = 0x30;
const ECDSA_WITH_SHA256 = der(SEQUENCE, der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
const COMMON_NAME = "550403";
const BASIC_CONSTRAINTS = "551d13";
const ALTERNATIVE_NAMES = "551d11";
const TRUE = Buffer.from("0101ff", "hex");

export interface Authority {
  /** Its certificate, as NODE_EXTRA_CA_CERTS takes it. */
  pem: string;
  /** A server's key and certificate for these names. */
  server(names: readonly string[]): { key: string; cert: string };
}

export function anAuthority(name = "A test's authority"): Authority {
  const { privateKey, publicKey } = aPair();
  const isAuthority = extension(BASIC_CONSTRAINTS, der(SEQUENCE, TRUE));
  return {
    pem: certificate({ issuer: name, subject: name, publicKey, signedBy: privateKey, extensions: [isAuthority] }),
    server(names) {
      const pair = aPair();
      const alternatives = names.map((each) => der(0x82, Buffer.from(each)));
      const cert = certificate({
        issuer: name,
        subject: names[0] ?? "",
        publicKey: pair.publicKey,
        signedBy: privateKey,
        extensions: [extension(ALTERNATIVE_NAMES, der(SEQUENCE, ...alternatives))],
      });
      return { key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert };
    },
  };
}

function aPair() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

let serial = 0;

function certificate(given: {
  issuer: string;
  subject: string;
  publicKey: KeyObject;
  signedBy: KeyObject;
  extensions: readonly Buffer[];
}): string {
  serial += 1;
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, serial])),
    ECDSA_WITH_SHA256,
    distinguishedName(given.issuer),
    der(SEQUENCE, der(0x17, Buffer.from("200101000000Z")), der(0x17, Buffer.from("491231235959Z"))),
    distinguishedName(given.subject),
    given.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(SEQUENCE, ...given.extensions)),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, given.signedBy));
  const lines =
    der(SEQUENCE, body, ECDSA_WITH_SHA256, signature)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function distinguishedName(name: string): Buffer {
  const attribute = der(SEQUENCE, der(0x06, Buffer.from(COMMON_NAME, "hex")), der(0x0c, Buffer.from(name)));
  return der(SEQUENCE, der(0x31, attribute));
}

function extension(oid: string, value: Buffer): Buffer {
  return der(SEQUENCE, der(0x06, Buffer.from(oid, "hex")), der(0x04, value));
}

function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
