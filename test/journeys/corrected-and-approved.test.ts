/** Only whoever approves a part can correct it: what their correction took in is told on Home and under *Why* as in the digest. */

import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import { sendCorrection } from "../../src/digests/corrections/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { requestEvaluation } from "../../src/health/evaluation-requests.ts";
import { readerOf } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { listRecord } from "../../src/register/list/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, openForm, personIn, SOFIA, sentAs, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Météo" }, feeds: "health" },
  { key: "launch", type: "date", label: { en: "Launch", fr: "Lancement" }, feeds: "milestone" },
  { key: "ask", type: "long-text", label: { en: "Ask", fr: "Demande" }, feeds: "ask" },
];
const PIA = { handle: "pia", name: "Pia Holm", tz: "Europe/London", locale: "en-GB" };
const VERA = { handle: "vera", name: "Vera Lang", tz: "Europe/London", locale: "en-GB" };
const RED = { colour: "red", reason: "The vendor is late." };
const AMBER = { colour: "amber", reason: "The vendor is nearly there." };
const GREEN = { colour: "green" };
const CRANE = "Shall we buy the crane?";
const IN_FULL = { isMine: false, programId: null, type: null, state: "all" } as const;

/** Pia approves what is sent of Atlas; Sofia got the digest of October, which said what Tom did, on 4 November. */
async function approvedStory(
  october: Record<string, unknown>,
  database: DatabaseName = "SQLite",
  readers: readonly ("sofia" | "vera")[] = ["sofia", "vera"],
) {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const shared = { questions: QUESTIONS, audience: ["lead"], readers: ["sponsors"], disclosure: "executive", rule };
  const run = await aRun({
    database,
    people: [TOM, PIA, SOFIA, VERA],
    programs: ["atlas", "borealis"].map((key) => ({
      ...{ key, title: titleOf(key), lead: "tom", sponsors: key === "atlas" ? ["sofia", "vera"] : ["sofia"] },
    })),
    cadences: ["atlas", "borealis"].map((key) => ({ key, program: key, ...shared })),
    start: "2026-09-29T00:00:00.000Z",
  });
  const { services } = run.app;
  const [tom, pia, sofia] = [await personIn(run, "tom"), await personIn(run, "pia"), await personIn(run, "sofia")];
  const idOf = async (key: string) => (await programByKey(run.db, tom.workspace_id, key))?.id ?? "";
  const programId = await idOf("atlas");
  await setApproval(services, tom, { programId, approver: { personId: pia.id } });
  const says = async (at: string, answers: Record<string, unknown>, key = "atlas") => {
    await run.to(`${at}T10:00Z`);
    await openForm(run, "tom", key);
    await fillAndSubmit(run.as("tom"), QUESTIONS, answers as never);
    await run.settle();
  };
  const approves = async (at: string, handles: readonly string[] = ["sofia", "vera"]) => {
    await run.to(`${at}T10:00Z`);
    for (const handle of handles) {
      const draft = await run.db
        .selectFrom("digest_draft")
        .select("id")
        .where("state", "=", "waiting")
        .where("reader_id", "=", (await personIn(run, handle)).id)
        .executeTakeFirstOrThrow();
      await approvePart(services, pia, { draftId: draft.id, programId });
    }
    await run.settle();
  };
  const corrects = async (at: string, period: string, key = "atlas") => {
    await run.to(`${at}T12:00Z`);
    const part = { programId: await idOf(key), rhythm: "monthly" as const, period };
    const by = key === "atlas" ? pia : tom;
    const sent = await sendCorrection(services, by, part, { reason: "It was wrong.", wording: null, isRenewed: true });
    await run.settle();
    return sent;
  };
  const toldTo = async (handle: string) => {
    const reader = { workspaceId: tom.workspace_id, personId: (await personIn(run, handle)).id };
    const [last] = (await listDigests(run.db, reader)).toReversed();
    const edition = await digestById(run.db, tom.workspace_id, last?.id ?? "");
    return { id: edition?.id ?? "", text: edition ? plain(digestText(edition.document)) : "" };
  };
  const whyOf = async (handle: string, editionId: string | null = null) => {
    const asker = await personIn(run, handle);
    return plain(JSON.stringify(whyView(readerOf(asker), await explainColour(services, asker, programId, editionId))));
  };
  const told = async () => {
    const all = plain((await openHome(run, "sofia")).join("\n"));
    const [home] = all.split("\n").filter((line) => line.includes("Atlas · ")) ?? [];
    const why = await whyOf("sofia");
    return {
      home: /[🟢🟠🔴⚪]/u.exec(home ?? "")?.[0],
      why: /[🟢🟠🔴]/u.exec(why)?.[0],
      launch: why.match(/Launch: [^"]*/g)?.join() ?? null,
      asks: [CRANE].filter((ask) => all.includes(ask)),
      record: (await listRecord(services, sofia, IN_FULL)).map(({ item }) => item.title),
    };
  };
  await says("2026-09-30", { health: GREEN, launch: "2026-12-15" });
  await says("2026-09-30", { health: GREEN }, "borealis");
  await approves("2026-10-05");
  await says("2026-10-30", october);
  await says("2026-10-30", { health: GREEN }, "borealis");
  await approves("2026-11-04", readers);
  await run.to("2026-11-05T12:00Z");
  return { run, sofia, programId, says, approves, corrects, toldTo, told, whyOf };
}

function titleOf(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

const MOVED = "Launch: Tuesday 15 December → Wednesday 20 January (1 move)";

describe.each(databases)("what a correction took in that whoever approves has sent, on %s", (database) => {
  it("is told on Home and under Why, and nothing that was said since (A1)", async () => {
    const { says, approves, corrects, toldTo, told, whyOf } = await approvedStory(
      { health: RED, launch: "2027-01-20" },
      database,
    );
    const october = { home: "🔴", why: "🔴", launch: MOVED, asks: [], record: [] };
    expect(await told()).toEqual(october);
    await says("2026-11-09", { health: GREEN, launch: "2026-12-15", ask: CRANE });
    expect(await told()).toEqual(october);
    expect(await corrects("2026-11-10", "2026-10")).toBe(2);
    const { id, text } = await toldTo("sofia");
    expect(text).toContain("🟢 Atlas · on track · reported as 🔴 off track");
    expect(text).toContain(CRANE);
    const launch = "Launch: Tuesday 15 December, not moved so far";
    const corrected = { home: "🟢", why: "🟢", launch, asks: [CRANE], record: [CRANE] };
    expect(await told()).toEqual(corrected);
    expect(await whyOf("sofia", id)).not.toContain("Now: ");
    // Tom goes on, and Pia has not let that go.
    await says("2026-11-12", { health: AMBER, launch: "2027-02-17", ask: CRANE });
    expect(await told()).toEqual(corrected);
    await says("2026-11-30", { health: RED, launch: "2027-03-10", ask: CRANE });
    expect(await told()).toEqual(corrected);
    await approves("2026-12-03");
    expect(await told()).toMatchObject({ home: "🔴", why: "🔴" });
  });
});

it("is told to whom the correction went, and to nobody else (A1)", async () => {
  const { says, corrects, told, whyOf } = await approvedStory({ health: RED }, "SQLite", ["sofia"]);
  await says("2026-11-09", { health: AMBER });
  expect(await corrects("2026-11-10", "2026-10")).toBe(1);
  expect(await told()).toMatchObject({ home: "🟠", why: "🟠" });
  expect(await whyOf("vera")).toContain("Last: 🟢 On track");
});

it("leaves what was said since to whoever approves, though another program's part is corrected after it (A1)", async () => {
  const { says, corrects, told } = await approvedStory({ health: RED });
  await says("2026-11-09", { health: AMBER });
  await corrects("2026-11-10", "2026-10");
  await says("2026-11-11", { health: GREEN });
  await says("2026-11-12", { health: RED }, "borealis");
  expect(await corrects("2026-11-13", "2026-10", "borealis")).toBe(1);
  expect(await told()).toMatchObject({ home: "🟠", why: "🟠" });
});

it("is told in a flash report, which comes no sooner (A1)", async () => {
  const { run, sofia, programId, says, approves, corrects, told } = await approvedStory({ health: RED });
  const flashes = async () => (await sentAs(run, "flash-report", "sofia")).map(({ text }) => plain(text));
  await says("2026-11-30", { health: GREEN });
  await approves("2026-12-03");
  await says("2026-12-07", { health: RED });
  await run.to("2026-12-08T12:00Z");
  expect(await flashes()).toEqual([]);
  await corrects("2026-12-09", "2026-11");
  expect(await told()).toMatchObject({ home: "🔴", why: "🔴" });
  // Whatever has the program looked at next.
  const watch = { workspace_id: sofia.workspace_id, program_id: programId };
  await inTransaction(run.db, (tx) => requestEvaluation(tx, run.app.services, watch));
  await run.to("2026-12-10T12:00Z");
  expect(await flashes()).toEqual([expect.stringContaining("Off track for the 2nd month in a row.")]);
});
