/** What came of an ask since a digest told it, by whichever line, is told in the next one, as it was told. */
import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest, previewDigest } from "../../src/digests/use-cases.ts";
import type { Person } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { completeAsk, deferAsk, delegateAsk, withdrawAsk } from "../../src/register/asks/use-cases.ts";
import { passUp } from "../../src/register/escalation/use-cases-acts.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { aRun, PROGRESS_TO_SPONSORS, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

const MAX = { handle: "max", name: "Max Blanc", tz: "Europe/Paris", locale: "fr-FR" };
const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "en-GB" };
const OPTIONS = ["Yes", "Do nothing"].map((label) => ({ label, doesNothing: label !== "Yes" }));

/** Tom asks Sofia in November's check-in, of some saying who decides, so that both sponsors are told on 3 December. */
async function told(
  database: DatabaseName,
  titles: readonly string[],
  steering: string[] = [],
  unnamed: readonly string[] = [],
) {
  const run = await aRun({
    database,
    people: [TOM, SOFIA, MAX, ANA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "max"], steering }],
    cadences: [
      {
        ...PROGRESS_TO_SPONSORS,
        questions: titles.map((_, place) => ({
          key: `ask${place}`,
          type: "long-text",
          label: "Request",
          feeds: "ask",
        })),
        key: "monthly",
        program: "atlas",
      },
    ],
  });
  const { services } = run.app;
  const people = {
    tom: await personIn(run, "tom"),
    sofia: await personIn(run, "sofia"),
    max: await personIn(run, "max"),
  };
  await run.to("2026-12-02T10:00Z");
  const prompt = await run.db.selectFrom("prompt").select("id").executeTakeFirstOrThrow();
  const answers = Object.fromEntries(titles.map((title, place) => [`ask${place}`, title]));
  await submitCheckIn(services, people.tom, prompt.id, { answers });
  await run.settle();
  const items = await run.db.selectFrom("item").select(["id", "title"]).execute();
  const form = {
    kind: "decision" as const,
    options: OPTIONS,
    recommended: 0,
    why: "",
    costOfWaiting: "A week",
    evidence: "",
    neededBy: "2027-03-15",
  };
  const ids = titles.map((title) => items.find((item) => item.title === title)?.id ?? "");
  const complete = (id: string, decider: Person) =>
    completeAsk(services, people.tom, id, { ...form, title: titles[ids.indexOf(id)] ?? "", decider });
  for (const [place, id] of ids.entries()) if (!unnamed.includes(titles[place] ?? "")) await complete(id, people.sofia);
  await run.to("2026-12-03T10:00Z");
  for (const title of titles) expect(await sent(run, "sofia")).toContain(title);
  return { run, services, ...people, ids, complete };
}

/** One that is in no answer. */
async function raised(run: Run, { title, by, to }: { title: string; by: Person; to: Person }): Promise<string> {
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const details = { kind: "decision" as const, options: OPTIONS, recommended: 0, costOfWaiting: "A week" };
  const form = { details, title, dueOn: "2027-03-15", ownerId: to.id, sourceKey: `test:${title}` };
  const { services } = run.app;
  const { id } = await inTransaction(run.db, (tx) => raiseItem(services, tx, by, programId, { type: "ask", ...form }));
  return id;
}

/** The last digest as it went; where several went in one message, the leading one. */
async function sent(run: Run, handle: string): Promise<string> {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  const digest = await latestDigest(run.db, { workspaceId, personId });
  if (!digest) throw new Error(`no digest for ${handle}`);
  return digestText(digest.document).replaceAll("\u00a0", " ");
}

async function preview(run: Run, handle: string, at: string): Promise<string> {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  const document = await previewDigest(run.db, { workspaceId, personId, rhythm: "monthly" }, at);
  if (!document) throw new Error(`no digest for ${handle}`);
  return digestText(document).replaceAll("\u00a0", " ");
}

describe.each(databases)("an ask that was told as gone elsewhere, on %s", (database) => {
  it("is told as withdrawn, or with whoever has it since (B1)", async () => {
    const { run, services, tom, sofia, max, ids } = await told(database, ["A laptop?", "A van?", "A desk?"], ["ana"]);
    const [laptop = "", van = "", desk = ""] = ids;
    const ana = await personIn(run, "ana");
    const up = { tried: "-", effect: "Late", options: "Two", recommendation: "One", matter: null };
    for (const id of [laptop, van]) await passUp(services, sofia, id, up);
    await delegateAsk(services, sofia, desk, { person: max, why: "His.", isConfirmed: true });
    await deferAsk(services, max, desk, "2027-01-08");
    const bus = await raised(run, { title: "A bus?", by: tom, to: sofia });
    await passUp(services, sofia, bus, up);
    await run.to("2027-01-05T08:55Z");
    const january = await preview(run, "sofia", "2027-01-05T09:00:00.000Z");
    expect(january.match(/escalated to Ana Gil on Thu 3 Dec/g)).toHaveLength(3);
    expect(january).toContain("delegated to Max Blanc on Thu 3 Dec");
    await run.to("2027-01-11T10:00Z");
    await passUp(services, max, desk, up);
    await run.to("2027-02-02T10:00Z");
    for (const id of [laptop, bus]) await withdrawAsk(services, tom, id);
    await delegateAsk(services, ana, van, { person: max, why: "His.", isConfirmed: true });
    await run.to("2027-02-03T10:00Z");
    const february = await sent(run, "sofia");
    expect(february).toMatch(/Atlas · withdrawn on Tue 2 Feb by Tom Baker · ATL-ASK-\d A laptop\?/);
    // Told as passed up, and never as one that waits for her.
    expect(february).toMatch(/Atlas · withdrawn on Tue 2 Feb by Tom Baker · ATL-ASK-\d A bus\?/);
    expect(february).toMatch(/Atlas · delegated to Max Blanc by Ana Gil on Tue 2 Feb · ATL-ASK-\d A van\?/);
    expect(february).toMatch(/Atlas · escalated to Ana Gil on Mon 11 Jan · ATL-ASK-\d A desk\?/);
    await run.to("2027-03-03T10:00Z");
    expect(await sent(run, "sofia")).not.toMatch(/A laptop|A desk/);
  });
});
