/** What has moved since the reader decided something: dates, status, numbers, and no word on why. */
import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import type { AskFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { listSentDigests } from "../../src/digests/use-cases.ts";
import { completeAsk, decideAsk } from "../../src/register/asks/use-cases.ts";
import { databases } from "../support/databases.ts";
import { aRun, PROGRESS_TO_SPONSORS, personIn, type Run, SOFIA, TOM } from "../support/run.ts";
import { linesOf } from "../support/screen.ts";
import { aMilestone, anAnswer, anAsk, aProgram, earlier, fed, green, theDocument } from "./facts.ts";

const LOCALES = ["en-GB", "fr-FR"] as const;
type Locale = (typeof LOCALES)[number];

/** Decided on 20 September, and told by September's digest. */
const BEFORE = {
  text: "Yes, from Analytics",
  decidedAt: "2026-09-20T10:00:00.000Z",
  body: "sponsor" as const,
  days: 4,
  isNew: false,
  wasNew: true,
};

/** One that moved on 30 October, or earlier. */
function aMovedDate(givenAt = "2026-10-30T10:00:00.000Z"): ProgramFacts["milestones"][number] {
  const milestone = aMilestone("Loyalty", "2026-11-03", "2026-11-17");
  return { ...milestone, givenBy: milestone.givenBy.map((given) => ({ ...given, answeredAt: givenAt })) };
}

const stores = (value: number) => ({
  ...fed("metric", value, "number"),
  key: "stores",
  label: { en: "Stores", fr: "Magasins" },
});
const numbers = (was: number, is: number): Partial<ProgramFacts> => ({
  answers: [anAnswer("Loyalty", [green, stores(is)])],
  measured: [
    anAnswer("Loyalty", [stores(was)], { checkInId: "earlier-check-in", answeredAt: "2026-08-30T10:00:00.000Z" }),
  ],
});

/** `whole`: with what the thread says; `screen`: its lines. */
function told(locale: Locale, more: Partial<ProgramFacts>, ask: Partial<AskFacts> = {}) {
  const asks = [anAsk("Loyalty", { isNew: false, waitsFor: null, outcome: BEFORE, ...ask })];
  const reader = { handle: "s", name: "S", locale, zone: "UTC" };
  const loyalty = aProgram("Loyalty", more.answers ? null : [green], {
    given: earlier("Loyalty", "green", "green"),
    asks,
    ...more,
  });
  const other = aProgram("Welcome", [green, fed("value", "8 days instead of 19.")], {
    given: earlier("Welcome", "green"),
  });
  const document = theDocument([loyalty, other], { reader });
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  return {
    document,
    whole: plain(digestText(document)),
    screen: linesOf(digestMessages(document, "edition")[0].blocks).map(({ text }) => plain(text)),
  };
}

const MOVED: Record<string, { more: Partial<ProgramFacts>; said: Record<Locale, string> }> = {
  "a date": {
    more: { milestones: [aMovedDate()] },
    said: { "en-GB": "Target date Tue 3 Nov → Tue 17 Nov", "fr-FR": "Date cible mar. 3 nov. → mar. 17 nov." },
  },
  "the status": {
    more: { given: earlier("Loyalty", "green", "red") },
    said: { "en-GB": "Off track → On track", "fr-FR": "Hors trajectoire → Conforme" },
  },
  "a number": { more: numbers(12, 42), said: { "en-GB": "Stores 12 → 42", "fr-FR": "Magasins 12 → 42" } },
};

describe.each(LOCALES)("since a decision that the digest before told, in %s", (locale) => {
  const heading = { "en-GB": "Decided", "fr-FR": "Décidé" }[locale];
  const since = {
    "en-GB": "Loyalty · since you decided ASK-1 One engineer for Loyalty? → Yes, from Analytics (Sun 20 Sept) · ",
    "fr-FR": "Loyalty · depuis votre décision ASK-1 One engineer for Loyalty? → Yes, from Analytics (dim. 20 sept.) · ",
  }[locale];
  const then = {
    "en-GB": "✔ Loyalty · One engineer for Loyalty? → Yes, from Analytics, Sun 20 Sept · since then: ",
    "fr-FR": "✔ Loyalty · One engineer for Loyalty? → Yes, from Analytics, dim. 20 sept. · depuis : ",
  }[locale];

  it.each(Object.keys(MOVED))("%s has moved", (what) => {
    const { more = {}, said } = MOVED[what] ?? {};
    const { whole, screen } = told(locale, more);
    expect(whole).toContain(`${since}${said?.[locale]}`);
    expect(screen).toContain(`${then}${said?.[locale]}`);
    expect(screen).toContain(heading);
  });

  it("all that has moved is one line, above what is of value, and gives no cause", () => {
    const all = Object.values(MOVED);
    const { screen } = told(locale, Object.assign({}, ...all.map(({ more }) => more)));
    const [place, value] = [heading, "8 days"].map((words) => screen.findIndex((line) => line.includes(words)));
    const [status, date, number] = ["the status", "a date", "a number"].map((what) => MOVED[what]?.said[locale]);
    expect(screen[(place ?? 0) + 1]).toBe(`${then}${status}, ${date}, ${number}`);
    expect(place).toBeLessThan(value ?? 0);
    expect(screen.join("\n")).not.toMatch(/because|thanks|due to|led to|so that|grâce|parce|à cause|donc\b|permis/i);
  });

  it("a decision that this digest tells has it beside it", () => {
    const outcome = { ...BEFORE, decidedAt: "2026-10-20T10:00:00.000Z", isNew: true, wasNew: false };
    const { whole, screen } = told(locale, { milestones: [aMovedDate()] }, { outcome });
    const day = { "en-GB": "Tue 20 Oct · since then: ", "fr-FR": "mar. 20 oct. · depuis : " }[locale];
    expect(screen.filter((line) => line.includes("Yes, from Analytics"))).toEqual([
      `✔ Loyalty · One engineer for Loyalty? → Yes, from Analytics, ${day}${MOVED["a date"]?.said[locale]}`,
    ]);
    expect(whole).not.toContain(since.slice(0, 25));
  });

  it.each<[string, Partial<ProgramFacts>, Partial<AskFacts>]>([
    ["nothing has moved", {}, {}],
    ["it moved before it was decided", { milestones: [aMovedDate("2026-09-19T10:00:00.000Z")] }, {}],
    ["the number stands", numbers(42, 42), {}],
    ["somebody else decided it", { milestones: [aMovedDate()] }, { isReaders: false, decider: "Ana Gil" }],
    ["an earlier digest told it", { milestones: [aMovedDate()] }, { outcome: { ...BEFORE, wasNew: false } }],
  ])("is not told where %s", (_, more, ask) => {
    expect(told(locale, more, ask).whole).not.toContain("Yes, from Analytics");
  });
});

it("what has moved since a decision has the answers behind it as its sources", () => {
  const { document } = told("en-GB", MOVED["a number"]?.more ?? {});
  const line = document.sections.flatMap(({ lines }) => lines).find(({ kind }) => kind === "since-decision");
  expect(line?.sources.map(({ id }) => id)).toEqual(["Loyalty-item", "Loyalty-check-in"]);
});

const CADENCE = {
  ...PROGRESS_TO_SPONSORS,
  key: "monthly",
  program: "atlas",
  questions: [
    { key: "ask", type: "long-text", label: "Ask", feeds: "ask", required: false },
    { key: "target", type: "date", label: "Go-live", feeds: "milestone" },
  ],
};

/** Of that month, by itself or in the message of another. */
async function digestOf(run: Run, month: string): Promise<string> {
  const sent = await listSentDigests(run.db, run.app.workspace.id);
  const digest = sent.find(({ document: { rhythm, period } }) => rhythm === "monthly" && period.label === month);
  return digest ? digestText(digest.document).replaceAll("\u00a0", " ") : "";
}

describe.each(databases)("a decision of November's digest, on %s", (database) => {
  it("is told by December's with the date that moved since, and by none after it", async () => {
    const run = await aRun({
      database,
      people: [TOM, SOFIA],
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], steering: [] }],
      cadences: [CADENCE],
    });
    const { services } = run.app;
    const answer = async (at: string, answers: Record<string, string>) => {
      await run.to(at);
      const prompts = await run.db.selectFrom("prompt").select("id").orderBy("id", "desc").execute();
      await submitCheckIn(services, await personIn(run, "tom"), prompts[0]?.id ?? "", { answers });
      await run.settle();
    };
    await answer("2026-12-01T10:00Z", { ask: "A van?", target: "2027-03-01" });
    const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
    const [ask] = await run.db.selectFrom("item").select(["id"]).execute();
    const options = ["Yes", "Do nothing"].map((label) => ({ label, doesNothing: label !== "Yes" }));
    const form = { kind: "decision" as const, title: "A van?", options, recommended: 0, why: "", evidence: "" };
    await completeAsk(services, tom, ask?.id ?? "", {
      ...form,
      costOfWaiting: "A week",
      neededBy: "2027-03-15",
      decider: sofia,
    });
    await decideAsk(services, sofia, ask?.id ?? "", { option: 0, label: "Yes" });
    await run.to("2026-12-03T10:00Z");
    expect(await digestOf(run, "2026-11")).toMatch(/decided on Tue 1 Dec · ATL-ASK-1 A van\? → Yes/);
    await answer("2027-01-04T10:00Z", { ask: "", target: "2027-03-15" });
    await run.to("2027-01-06T10:00Z");
    const since =
      /Atlas · since you decided ATL-ASK-1 A van\? → Yes \(Tue 1 Dec.*\) · Go-live Mon 1 Mar.* → Mon 15 Mar/;
    expect(await digestOf(run, "2026-12")).toMatch(since);
    await answer("2027-02-01T10:00Z", { ask: "", target: "2027-03-22" });
    await run.to("2027-02-03T10:00Z");
    const last = await digestOf(run, "2027-01");
    expect(last).toContain("Mon 22 Mar");
    expect(last).not.toContain("A van?");
  });
});
