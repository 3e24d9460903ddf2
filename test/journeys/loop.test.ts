/** From an empty workspace to the first answer and the first sponsor's digest: the loop that is closed in one form. */
import { describe, expect, it } from "vitest";
import { blockOf } from "../../src/check-ins/form/field-values.ts";
import { putInto, untilOpen } from "../../src/demo/answer-check-in.ts";
import { submitAndLeave } from "../../src/demo/request-acts.ts";
import { namedTexts } from "../../src/programs/texts-named.ts";
import { programScreen } from "../../src/reports/portfolio/program-screen.ts";
import { openHome } from "../support/home-tab.ts";
import {
  answerTo,
  aRun,
  LEA,
  lastMessage,
  NINA,
  personIn,
  type Run,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";
import { wordsIn } from "../support/words-in.ts";

const EMPTY = {
  programs: [],
  cadences: [],
  people: [TOM, NINA, SOFIA, LEA],
  channels: [{ name: "loyalty" }],
  isTogether: true,
  tellsNamed: true,
  tellsWhatIsKept: true,
};

/** Tom in an empty workspace, whose presses are counted: each button and each choice in a field is one, typing is none. */
async function aBeginning(options: Partial<Parameters<typeof aRun>[0]> = {}) {
  const run = await aRun({ ...EMPTY, ...options });
  await run.to("2026-11-02T09:00Z");
  const tom = run.as("tom");
  let presses = 0;
  presses += 1;
  await tom.press(await answerTo(run, "tom", "/drumbeat"), { label: "Create a program" });
  await tom.waitForView();
  const choose = (field: string, value: string | string[]) => {
    presses += 1;
    tom.fill(field, value);
  };
  return { run, tom, choose, save: () => tom.submit(), presses: () => presses };
}

async function started(sponsors: string[], options: Partial<Parameters<typeof aRun>[0]> = {}) {
  const { run, tom, choose, save, presses } = await aBeginning(options);
  tom.fill("title", "Loyalty");
  choose("channel", "loyalty");
  choose("sponsors", sponsors);
  choose("team:0", ["nina"]);
  expect(await save()).toHaveProperty("updated");
  const answer = textOf(await tom.waitForView());
  await tom.closeView();
  await run.settle();
  return { run, answer, presses: presses() + 1 };
}

describe("a program with its rhythms", () => {
  it("is set up with channel, sponsor, team and rhythms in at most six presses, and says who gets what, when first", async () => {
    const { run, answer, presses } = await started(["sofia"]);
    expect(presses).toBeLessThanOrEqual(6);
    expect(answer.split("\n")).toEqual(
      expect.arrayContaining([
        "*Loyalty* is set up.",
        "Thu\u00a05\u00a0Nov, 9:00 · Weekly progress · Tom Baker",
        "Mon\u00a030\u00a0Nov, 9:00 · Monthly executive check-in · Tom Baker",
        "Thu\u00a03\u00a0Dec, 9:00 · Monthly digest · Sofia Rossi",
      ]),
    );
    await run.to("2026-11-05T14:30Z");
    await answerLast(run, "Weekly progress", { health: "green", progress: "Tills tested" });
    await run.to("2026-11-30T10:00Z");
    await answerLast(run, "Monthly executive", {
      health: "green",
      progress: "Till tests are over",
      "bottom-line": "Tills are live in 40 shops",
    });
    await run.to("2026-12-03T10:00Z");
    const [digest] = await sentAs(run, "report-digest", "sofia");
    expect(digest?.text).toContain("Tills are live in 40 shops");
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("comes to its sponsor's first digest in at most nine presses of founder and lead, asked and answered at once", async () => {
    const { run, tom, choose, save, presses } = await aBeginning();
    tom.fill("title", "Loyalty");
    choose("channel", "loyalty");
    choose("sponsors", ["sofia"]);
    choose("team:0", ["nina"]);
    await save();
    await tom.waitForView();
    await tom.pressInView({ label: "Ask the first question now" });
    expect(textOf(await tom.waitForView())).toContain("Tom Baker gets *Weekly progress* now.");
    await tom.closeView();
    await tom.closeView();
    await run.settle();
    const answering = await answerLast(run, "Weekly progress", { health: "green", progress: "Tills are live" });
    // With *Save* of the set-up and *Ask the first question now*.
    expect(presses() + 2 + answering).toBeLessThanOrEqual(9);

    await run.to("2026-11-06T12:00Z");
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(1);
    await run.to("2026-12-03T10:00Z");
    const [digest] = await sentAs(run, "report-digest", "sofia");
    expect(digest?.text).toContain("Tills are live");
  });

  it("names nobody for a daily check-in on a day on which a longer one counts for it", async () => {
    const { run, tom, choose, save } = await aBeginning();
    await run.to("2026-11-04T12:00Z");
    tom.fill("title", "Loyalty");
    choose("sponsors", ["sofia"]);
    choose("team:0", ["tom", "nina"]);
    choose("rhythms", ["daily", "weekly", "monthly"]);
    await save();
    const answer = textOf(await tom.waitForView()).replaceAll("\u00a0", " ");
    expect(answer).toContain("Thu 5 Nov, 9:00 · Weekly progress · Tom Baker");
    expect(answer).toMatch(/Daily team check-in · Nina Diaz$/mu);
  });

  it("says once above a first check-in who reads it", async () => {
    const { run } = await started(["sofia"]);
    await run.to("2026-11-05T14:00Z");
    expect(textOf(lastMessage(run, "tom")).split("Your sponsors read the status")).toHaveLength(2);
  });

  it("tells its sponsor who named them, for what, and when the first digest comes", async () => {
    const { run } = await started(["sofia", "lea"]);
    await run.to("2026-11-02T10:00Z");
    expect(textOf(lastMessage(run, "sofia"))).toBe(
      [
        "Tom Baker named you sponsor of *Loyalty*. Tuesdays, except in digest weeks: what needs you, if anything. Thu\u00a03\u00a0Dec, from 9:00: November’s digest, then monthly. Nothing to fill in. Your decisions are read by the program’s people and kept five years after it closes; not for appraisal. Questions: Workspace Owner.",
        "[Day and hour…] [Not me…] ⋯Why did I get this?",
      ].join("\n"),
    );
    expect(textOf(lastMessage(run, "lea")).split("\n")[0]).toBe(
      "Tom Baker vous a confié le rôle de sponsor de *Loyalty*. Le mardi, sauf semaine de synthèse\u00a0: ce qui vous attend, s’il y a lieu. Jeu.\u00a03\u00a0déc., dès 9\u00a0h\u00a0: la synthèse de novembre, puis chaque mois. Rien à remplir. Vos décisions sont lues par les membres du programme et conservées cinq ans après sa clôture\u00a0; aucun usage pour l’évaluation. Questions\u00a0: Workspace Owner.",
    );
  });
});

describe("a sponsor", () => {
  it("who is named again reads a sentence that ends once", () => {
    expect(namedTexts.fr.later("jeu. 3 déc.")).toBe("Votre synthèse en parle dès le jeu. 3 déc.");
    expect(namedTexts.fr.later("jeu. 4 mai")).toBe("Votre synthèse en parle dès le jeu. 4 mai.");
  });

  it("named for twelve programs at once gets one message, and later ones in that of their week", async () => {
    const run = await aRun({
      ...EMPTY,
      programs: Array.from({ length: 12 }, (_, index) => ({
        ...{ key: `p${index}`, title: `Program ${index}`, lead: "nina", sponsors: ["sofia"] },
      })),
    });
    await run.to("2026-11-02T12:00Z");
    const named = await sentAs(run, "named", "sofia");
    expect(named).toHaveLength(1);
    expect(named[0]?.text).toContain("sponsor of *Program 0*, *Program 1*");
    expect(named[0]?.text).toContain("*Program 11*");
  });

  it("or member of a committee reads which programs come in the digest, and only sponsors that nothing is to be filled in", async () => {
    const of = (key: string, above: object) => ({ key, title: key.toUpperCase(), lead: "nina", ...above });
    const run = await aRun({
      ...EMPTY,
      programs: [
        of("atlas", { sponsors: ["sofia"], steering: ["lea"] }),
        of("beta", { sponsors: ["sofia"], steering: ["lea"] }),
      ],
      cadences: [
        { key: "monthly", program: "atlas", template: "monthly-executive" },
        { key: "quarterly", program: "beta", template: "quarterly-roadmap", audience: ["lead"] },
      ],
    });
    await run.to("2026-11-02T12:00Z");
    const [english] = await sentAs(run, "named", "sofia");
    expect(english?.text).toContain("November’s digest (*ATLAS*), then monthly. Nothing to fill in.");
    const [french] = await sentAs(run, "named", "lea");
    expect(french?.text).toMatch(/la synthèse du T4\s2026 \(\*BETA\*\), puis chaque trimestre\. Vos décisions/);
    expect(french?.text).not.toContain("Rien à remplir");
  });

  it("who leads it too is told nothing that they did themselves", async () => {
    const { run } = await started(["tom"]);
    await run.to("2026-11-03T12:00Z");
    expect(await sentAs(run, "named", "tom")).toEqual([]);
  });

  it("says that it is not them: the role ends, and the lead is told at once who is missing", async () => {
    const { run } = await started(["sofia"]);
    await run.to("2026-11-02T10:00Z");
    const sofia = run.as("sofia");
    await sofia.press(lastMessage(run, "sofia"), { label: "Not me…" });
    await sofia.waitForView();
    await submitAndLeave(sofia);
    await run.to("2026-11-03T10:00Z");
    expect(textOf(lastMessage(run, "sofia"))).toContain("You’re no longer in this role.");
    expect(run.as("tom").inbox().map(textOf).join("\n")).toContain(
      "Sofia Rossi declined the role Sponsor in *Loyalty*. Name someone else.",
    );
  });
});

it("promises a sponsor no digest until something feeds it, and says so with the button that mends it", async () => {
  const { run, tom, choose, save } = await aBeginning();
  tom.fill("title", "Loyalty");
  choose("sponsors", ["sofia"]);
  choose("rhythms", ["weekly"]);
  await save();
  const answer = textOf(await tom.waitForView());
  expect(answer).toContain("no check-in feeds the digest of Sofia Rossi");
  expect(answer).not.toContain("Monthly digest");
  await run.settle();
  await run.to("2026-11-02T10:00Z");
  const shown = async () => {
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const person = await personIn(run, "tom");
    const screen = await programScreen(run.app.services, person, { programId, digestId: null });
    return [(await openHome(run, "tom")).join("\n"), wordsIn(screen)];
  };
  for (const screen of await shown()) expect(screen).toContain("no check-in feeds the digest of Sofia Rossi");
  expect(textOf(lastMessage(run, "sofia"))).not.toContain("digest, then");
  await tom.pressInView({ label: "Add monthly check-in" });
  await tom.waitForView();
  await run.to("2026-11-02T10:10Z");
  expect(textOf(lastMessage(run, "sofia"))).toContain(
    "Thu\u00a03\u00a0Dec, from 9:00: November’s digest, then monthly.",
  );
  for (const screen of await shown()) expect(screen).not.toContain("no check-in feeds");
});

/** The choices among the fields of a check-in; what is typed is no press. */
const CHOICES = ["health"];

/** Returns how many presses it took Tom. */
async function answerLast(run: Run, name: string, fields: Record<string, string>): Promise<number> {
  const tom = run.as("tom");
  const prompt = tom.inbox().findLast((message) => textOf(message).includes(name));
  if (!prompt) throw new Error(`Nobody asked for ${name}`);
  await untilOpen(tom, async () => {
    await tom.press(prompt, { label: "Check in" });
    return null;
  });
  for (const [key, text] of Object.entries(fields)) await putInto(tom, blockOf(key), text);
  await submitAndLeave(tom);
  await run.settle();
  // *Check in* and *Save* besides.
  return 2 + Object.keys(fields).filter((key) => CHOICES.includes(key)).length;
}
