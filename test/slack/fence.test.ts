import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HELD_BACK, sendOnlyIf } from "../../src/slack/send-only-if.ts";

const ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
let server: Server;
let url: string;
/** What it was sent, of all connections. */
let received: string;

beforeEach(async () => {
  received = "";
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      received += chunk.toString();
      socket.write(ANSWER);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  url = typeof address === "object" && address ? `http://127.0.0.1:${address.port}/` : "";
});
afterEach(() => {
  server.close();
});

const post = (body: string) => fetch(url, { method: "POST", body });

it.each(["a new connection", "one that is open"])(
  "sends no byte where it is too late once there is %s",
  async (how) => {
    if (how === "one that is open") await (await post("first")).text();
    const before = received;
    let isTooLate = false;
    const call = sendOnlyIf(
      () => !isTooLate,
      () => post("second"),
    );
    isTooLate = true;
    await expect(call).rejects.toMatchObject({ cause: { message: HELD_BACK } });
    expect(received).toBe(before);
  },
);

it("sends what may begin, and what is not held, while another is held back", async () => {
  const held = sendOnlyIf(
    () => false,
    () => post("held"),
  );
  const others = [
    sendOnlyIf(
      () => true,
      () => post("let"),
    ),
    post("free"),
  ];
  await expect(held).rejects.toThrow();
  for (const other of others) expect(await (await other).text()).toBe("ok");
  expect(received).toMatch(/let/);
  expect(received).toMatch(/free/);
  expect(received).not.toMatch(/held/);
});
