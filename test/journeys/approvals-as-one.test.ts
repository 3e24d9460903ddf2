import { describe, expect, it } from "vitest";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { databases } from "../support/databases.ts";
import {
  type Arrival,
  aRun,
  arrivals,
  asItIsNow,
  LEA,
  MONTHLY_TO_SPONSORS,
  personIn,
  type Run,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

const TITLES = ["Atlas", "Borea", "Corvus", "Delta", "Ebro", "Fuji"];
/** The digest of November goes on Friday 4 December. */
const START = "2026-11-27T00:00:00.000Z";

/** Programs of one lead and one sponsor, whose parts the lead or the deputy approves. */
async function programs(count: number, database: (typeof databases)[number] = "SQLite"): Promise<Run> {
  const titles = TITLES.slice(0, count).map((title) => ({ key: title.toLowerCase(), title }));
  const run = await aRun({
    database,
    isTogether: true,
    start: START,
    people: [TOM, LEA, SOFIA],
    programs: titles.map((each) => ({ ...each, lead: "tom", deputy: "lea", sponsors: ["sofia"] })),
    cadences: titles.map(({ key }) => ({ ...MONTHLY_TO_SPONSORS, key: `monthly-${key}`, program: key })),
  });
  const tom = await personIn(run, "tom");
  for (const { id } of await run.db.selectFrom("program").select("id").execute())
    await setApproval(run.app.services, tom, { programId: id, approver: "lead" });
  return run;
}

/** The one message that put the drafts to somebody. */
function listTo(run: Run, handle: string): Arrival {
  const [list, ...others] = arrivals(run, handle).filter(({ at }) => at > "2026-12-02");
  if (!list || others.length > 0) throw new Error(`Not one message: ${list?.text}, ${others.map(({ text }) => text)}`);
  return list;
}

const nbsp = (text: string) => text.replaceAll("\u00a0", " ");
const now = (run: Run, { message }: Arrival) => nbsp(textOf(asItIsNow(run, message)));

describe.each(databases)("drafts of several programs, on %s", (database) => {
  it("are one list in the morning message, and each is approved where it is read", async () => {
    const run = await programs(2, database);
    await run.to("2026-12-02T12:00:00.000Z");
    const list = listTo(run, "tom");
    expect(nbsp(list.text)).toBe(
      [
        "*Wednesday 2 December: 2 updates for you*",
        "*2 drafts to approve*",
        "• Digest of November 2026 for Sofia Rossi, your part: Atlas · goes Thu 3 Dec, 9:00",
        "[Read the draft]",
        "• Digest of November 2026 for Sofia Rossi, your part: Borea · goes Thu 3 Dec, 9:00",
        "[Read the draft]",
        "Your morning message. Anything that can’t wait for the next one comes right away.",
        "⋯Send separately ⋯Why did I get this?",
      ].join("\n"),
    );
    const tom = run.as("tom");
    const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow();
    const draft = await run.db.selectFrom("digest_draft").select("id").executeTakeFirstOrThrow();
    const value = JSON.stringify({ draftId: draft.id, programId: id });
    await tom.press(list.message, { label: "Read the draft", value });
    expect(textOf(await tom.waitForView())).toContain("[Approve] [Leave out] [Edit wording]");
    await tom.pressInView({ label: "Approve" });
    expect(textOf(await tom.waitForView())).toContain("Approved. It goes out on schedule, with your name.");
    await tom.closeView();
    await run.to("2026-12-02T12:01:00.000Z");
    expect(now(run, list)).toContain("*To approve* · Digest of November 2026 for Sofia Rossi, your part: Borea");
    expect(now(run, list)).toContain("November 2026 · Atlas. ✓ Approved by Tom Baker, Wed 2 Dec, 12:00.");
    // It goes at ten, her time: her message of that morning is early enough.
    await run.to("2026-12-03T08:30:00.000Z");
    const french = listTo(run, "lea");
    expect(french.at).toBe("2026-12-03T08:00:00.000Z");
    expect(nbsp(french.text)).toContain(
      "*À approuver* · Synthèse (novembre 2026) pour Sofia Rossi, votre partie : Borea · envoi le jeu. 3 déc. à 10 h",
    );
  });
});

it("are worded where they are read, and are then for somebody else to approve", async () => {
  const run = await programs(1);
  await run.to("2026-12-04T12:00:00.000Z");
  const asked = arrivals(run, "tom").at(-1);
  if (!asked) throw new Error("Nothing was asked");
  const tom = run.as("tom");
  await tom.press(asked.message, { label: "Read the draft" });
  await tom.waitForView();
  await tom.pressInView({ label: "Edit wording" });
  await tom.waitForView();
  tom.fill("text", "Atlas is ahead.");
  const saved = await tom.submit();
  expect("updated" in saved && textOf(saved.updated)).toContain("Someone else approves it.");
  await tom.closeView();
  await run.to("2026-12-04T12:01:00.000Z");
  expect(now(run, asked)).toContain("You made the last edit, so someone else approves it: Léa Martin.");
  await tom.press(asked.message, { label: "Read the draft" });
  const draft = textOf(await tom.waitForView());
  expect(draft).toContain("You made the last edit, so someone else approves it: Léa Martin.");
  expect(draft).toContain("[Leave out] [Edit wording]");
  expect(draft).not.toContain("[Approve]");
});
