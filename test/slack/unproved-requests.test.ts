import { describe, expect, it } from "vitest";
import { type UnprovedLimits, UnprovedRequests } from "../../src/slack/unproved-requests.ts";

const KIB = 1024;

function some(limits: Partial<UnprovedLimits> = {}) {
  const requests = new UnprovedRequests({
    requests: 64,
    bytes: 256 * KIB,
    bytesOfEach: 64 * KIB,
    piecesOfEach: 1000,
    ...limits,
  });
  const gone: string[] = [];
  return { requests, gone, open: (name: string) => requests.open(() => gone.push(name)) };
}

const bytes = (length: number, text = "x") => Buffer.alloc(length, text);

describe("what requests hold before they are proved", () => {
  it("is given over whole, whatever pieces it came in", () => {
    const { requests, open } = some();
    const request = open("a");
    const pieces = ["Drum", "", "beat ", "x".repeat(9000), "é"].map((piece) => Buffer.from(piece));
    for (const piece of pieces) expect(request.append(piece)).toBeNull();
    expect(request.take().equals(Buffer.concat(pieces))).toBe(true);
    expect([requests.size, requests.bytes]).toEqual([0, 0]);
  });

  it("is a copy: a piece that is used again for another changes nothing", () => {
    const { open } = some();
    const request = open("a");
    const piece = Buffer.from("one");
    request.append(piece);
    piece.write("two");
    request.append(piece);
    expect(request.take().toString()).toBe("onetwo");
  });

  it("grows by doubling, and never beyond what one may have", () => {
    const { requests, open } = some();
    const request = open("a");
    const capacities = new Set<number>();
    for (let sent = 0; sent < 64; sent += 1) {
      request.append(bytes(KIB));
      capacities.add(requests.bytes / KIB);
    }
    expect([...capacities]).toEqual([4, 8, 16, 32, 64]);
  });

  it("ends with a request that is too long, or in too many pieces, and holds nothing of it", () => {
    const { requests, gone, open } = some({ piecesOfEach: 3 });
    const long = open("long");
    expect(long.append(bytes(64 * KIB))).toBeNull();
    expect(long.append(bytes(1))).toBe("size");
    const cut = open("cut");
    for (let piece = 0; piece < 3; piece += 1) expect(cut.append(bytes(1))).toBeNull();
    expect(cut.append(bytes(1))).toBe("pieces");
    expect([requests.size, requests.bytes, gone]).toEqual([0, 0, []]);
    // What still comes of it is not held.
    expect(cut.append(bytes(1))).toBeNull();
    expect(requests.bytes).toBe(0);
  });

  it("is of so many: the one that waits longest goes for one more", () => {
    const { requests, gone, open } = some({ requests: 3 });
    const [first] = [open("a"), open("b"), open("c")];
    first?.append(bytes(KIB));
    open("d");
    expect(gone).toEqual(["a"]);
    open("e").append(bytes(10));
    expect([gone, requests.size]).toEqual([["a", "b"], 3]);
  });

  it("is so much together: those that wait longest go for what one more takes", () => {
    const { requests, gone, open } = some({ bytes: 128 * KIB });
    const names = ["a", "b", "c", "d"];
    for (const name of names) open(name).append(bytes(40 * KIB));
    // Three of 40 KiB have room, the fourth takes that of the first.
    expect(gone).toEqual(["a"]);
    expect(requests.bytes).toBeLessThanOrEqual(128 * KIB);
    open("e").append(bytes(64 * KIB));
    expect(gone).toEqual(["a", "b", "c"]);
    expect(requests.bytes).toBe(104 * KIB);
  });

  it("is never more than its limits, however requests come and grow", () => {
    const limits = { requests: 5, bytes: 100 * KIB, bytesOfEach: 64 * KIB, piecesOfEach: 50 };
    const { requests, gone, open } = some(limits);
    const all = Array.from({ length: 40 }, (_, index) => open(String(index)));
    for (let round = 0; round < 30; round += 1)
      for (const [index, request] of all.entries()) {
        request.append(bytes((index * 977 + round * 131) % (9 * KIB)));
        expect(requests.bytes).toBeLessThanOrEqual(limits.bytes);
        expect(requests.size).toBeLessThanOrEqual(limits.requests);
      }
    expect(gone.slice(0, 35)).toEqual(Array.from({ length: 35 }, (_, index) => String(index)));
  });

  it("is given back once, by a request that is over", () => {
    const { requests, open } = some();
    const request = open("a");
    request.append(bytes(KIB));
    request.drop();
    request.drop();
    expect([requests.size, requests.bytes]).toEqual([0, 0]);
  });
});
