/** Reading everybody from Slack, through what may be wrong with Slack's answers and with the database. */
import { join } from "node:path";
import { WebClient } from "@slack/web-api";
import Sqlite from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { syncPeople } from "../../src/people/sync.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { findFact } from "../../src/platform/workspace-facts.ts";
import { writeMigratedFile } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";
import { aSandbox } from "../support/sandbox.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW: Instant = "2026-11-02T08:00:00.000Z";
const MANY = 205;
const PEOPLE = Array.from({ length: MANY }, (_, index) => ({
  handle: `p${index}`,
  name: `Person ${index}`,
  tz: "Etc/UTC",
  locale: "en-GB",
}));

const answer = z.looseObject({
  members: z.array(z.looseObject({})),
  response_metadata: z.looseObject({ next_cursor: z.string() }),
});
type Answer = z.infer<typeof answer>;

/** Two pages of people, of which `changed` makes what Slack answers. */
async function aReading(changed: (answer: Answer, call: number) => void = () => undefined) {
  const { sandbox, transcript } = await aSandbox({ people: PEOPLE });
  let calls = 0;
  const client = new WebClient(sandbox.botToken, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    async fetch(url, init) {
      const response = await fetch(url, init);
      const json: unknown = await response.clone().json();
      const list = answer.safeParse(json);
      if (!list.success) return response;
      calls += 1;
      changed(list.data, calls);
      return Response.json(list.data);
    },
  });
  const file = join(await aFolder(), "drumbeat.db");
  writeMigratedFile(file);
  const db = openDatabase(file, { isDisposable: true });
  onTestFinished(() => db.destroy());
  const services = servicesAt(db, NOW);
  const pauses: Instant[] = [];
  services.clock.sleepUntil = async (at) => {
    pauses.push(at);
  };
  const workspace = await ensureWorkspace(services, { id: sandbox.teamId, name: "Sandbox" });
  return {
    file,
    db,
    sandbox,
    services,
    pauses,
    workspace,
    calls: () => transcript.filter(({ type }) => type === "users.list").length,
    read: () => syncPeople(services, workspace, client, async () => undefined, new AbortController().signal),
    /** How many of them are stored. */
    async stored() {
      return (await db.selectFrom("person").select("id").where("handle", "like", "p%").execute()).length;
    },
  };
}

it("reads everybody again from the first page where Slack takes its cursor no more", async () => {
  const reading = await aReading((list, call) => {
    if (call === 1) list.response_metadata.next_cursor = "bm90LW9uZQ==";
  });
  await reading.read().done;
  expect(await reading.stored()).toBe(MANY);
  // The first page, the refusal, both pages.
  expect(reading.calls()).toBe(4);
});

it("ends, with whom it has read, where Slack gives the same cursor again", async () => {
  let first = "";
  const reading = await aReading((list, call) => {
    if (call === 1) first = list.response_metadata.next_cursor;
    list.response_metadata.next_cursor = first;
  });
  await reading.read().done;
  expect(await reading.stored()).toBe(MANY);
  expect(reading.calls()).toBe(2);
});

it("waits for a database that another process has locked, and goes on", async () => {
  const reading = await aReading();
  const other = new Sqlite(reading.file);
  onTestFinished(() => {
    other.close();
  });
  other.exec("begin immediate");
  reading.services.clock.sleepUntil = async (at) => {
    reading.pauses.push(at);
    other.exec("rollback");
  };
  const { firstPage, done } = reading.read();
  await Promise.all([firstPage, done]);
  expect(reading.pauses).toEqual(["2026-11-02T08:00:01.000Z"]);
  expect(await reading.stored()).toBe(MANY);
  expect(reading.calls()).toBe(2);
});

it("leaves out who is described in another way, and says how many", async () => {
  const reading = await aReading((list, call) => {
    if (call === 2) list.members.splice(0, 2, { id: 7 }, { id: "U1", deleted: "no" });
  });
  await reading.read().done;
  const { db, workspace } = reading;
  expect(await reading.stored()).toBe(MANY - 2);
  expect(await findFact(db, workspace.id, "members-left-out")).toEqual({ value: "2", notedAt: NOW });
  // The next start finds them as they are to be.
  await reading.read().done;
  expect(await reading.stored()).toBe(MANY);
  expect(await findFact(db, workspace.id, "members-left-out")).toBeNull();
});
