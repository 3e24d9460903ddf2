/** What seems to tell of somebody's health, family, faith, union or absence is put to its author. */
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import { sensitiveIn } from "../../src/check-ins/sensitive/rules.ts";
import { subjectOf } from "../../src/check-ins/sensitive/rules-words.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { databases } from "../support/databases.ts";
import { aRun, asItIsNow, lastMessage, personIn, type Run, type RunOptions, textOf } from "../support/run.ts";

describe("what a sentence seems to tell of", () => {
  it.each([
    ["health", "My daughter is in hospital."],
    ["health", "Nina is on sick leave until March."],
    ["health", "Two of us are close to burn-out."],
    ["health", "Her mother passed away on Sunday."],
    ["health", "Ana starts her maternity leave on Monday."],
    ["health", "Elle est enceinte de six mois."],
    ["health", "Congé maternité de Claire à partir du 3 mars."],
    ["health", "Paul est en arrêt maladie jusqu’au 12."],
    ["health", "Léa est en deuil cette semaine."],
    ["health", "Marc revient en mi-temps thérapeutique."],
    ["health", "Sa fille est malade."],
    ["faith", "Sami fasts during Ramadan, so no calls after five."],
    ["faith", "Réunion déplacée, c’est l’Aïd."],
    ["union", "Julien est délégué syndical et siège jeudi."],
    ["union", "She is a union representative."],
    ["absence", "Only Priya can run the replay, and she is on leave from 14 December."],
    ["absence", "Tom is on holiday until Monday."],
    ["absence", "Marc est en vacances la semaine prochaine."],
  ])("%s: %s (V7)", (about, sentence) => {
    expect(subjectOf(sentence)).toBe(about);
  });

  it.each([
    "We are sick of the flaky tests.",
    "The new family of products ships in May.",
    "The export takes the union of the lists.",
    "The health check fails every night.",
    "The health of the programme is amber.",
    "Shipped within the European Union.",
    "Their parent process died twice.",
    "Acted in good faith on the estimate.",
    "The Ramadan campaign is ready.",
    "I am on holiday next week.",
    "L’arrêt de la plateforme est prévu mardi.",
    "La grève du transporteur retarde les livraisons.",
    "Un accouchement difficile du projet.",
    "L’enceinte connectée est livrée.",
    "La maison mère a validé.",
    "Prière de relire la note.",
    "Je serai en congés lundi.",
    "Absente la semaine prochaine, Léa a les clés.",
  ])("nothing: %s (V7)", (sentence) => {
    expect(subjectOf(sentence)).toBeNull();
  });
});

const DAILY = {
  key: "daily",
  program: "atlas",
  questions: [
    { key: "moved", type: "long-text", label: "What moved?", feeds: "progress" },
    { key: "blocker", type: "long-text", label: "What blocks you?", feeds: "blocker" },
  ],
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:00", zone: "participant" },
  audience: ["team"],
  readers: ["lead", "sponsors"],
};
const SICK = "Nina is on sick leave.";

/** Friday, at noon in London; the digest of the month goes on Wednesday. */
async function aDay(options: RunOptions = {}) {
  const run = await aRun({ cadences: [DAILY], start: "2026-10-29T00:00:00.000Z", ...options });
  await run.to("2026-10-30T12:00Z");
  return run;
}

async function answer(run: Run, handle: string, answers: Answers) {
  const person = await personIn(run, handle);
  const prompts = run.db.selectFrom("prompt").select("id").where("person_id", "=", person.id);
  const open = prompts.where("state", "!=", "planned").orderBy("opens_at", "desc");
  const { id } = await open.executeTakeFirstOrThrow();
  expect(await submitCheckIn(run.app.services, person, id, { answers })).toEqual({ stored: true });
  await run.settle();
  return receipt(run, handle);
}

function receipt(run: Run, handle: string): string {
  return textOf(asItIsNow(run, lastMessage(run, handle))).replaceAll("\u00a0", " ");
}

async function press(run: Run, handle: string, label: string): Promise<string> {
  await run.as(handle).press(asItIsNow(run, lastMessage(run, handle)), { label });
  await run.settle();
  return receipt(run, handle);
}

it.each(databases)(
  "asks its author on the receipt, and keeps nothing of it, on %s (sensitive-asked)",
  async (database) => {
    const run = await aDay({ database });
    expect(await answer(run, "tom", { moved: `Import done. ${SICK}`, blocker: SICK })).toContain(
      "You wrote “Nina is on sick leave”. This seems to be about someone’s health or family. 4 people will read it.\n[Reword] [Leave as it is]",
    );
    expect(await run.db.selectFrom("proposal").selectAll().execute()).toEqual([]);
    expect(await press(run, "tom", "Leave as it is")).toContain("“Nina is on sick leave”: left as it is.\n[Change]");
    const rows = await run.db.selectFrom("proposal").selectAll().execute();
    expect(rows).toMatchObject([1, 2].map(() => ({ meaning: "goes-up", decision: "yes", date_before: null })));
    expect(JSON.stringify(rows)).not.toMatch(/sick|health|leave/);
    // As of what somebody was only shown: the whole texts, by which nobody finds what was asked about.
    expect(rows.map(({ hash }) => hash).toSorted()).toEqual([`Import done. ${SICK}`, SICK].map(hashOf).toSorted());
    expect(await press(run, "tom", "Change")).toContain("[Reword] [Leave as it is]");
  },
);

it("finds what is said for a colour too, each sentence once (V7)", () => {
  const questions = [
    { key: "health", type: "health" as const },
    { key: "more", type: "text" as const },
  ];
  const answers = { health: { colour: "amber" as const, reason: SICK }, more: SICK };
  expect(sensitiveIn(questions, answers)).toMatchObject([{ sentences: [SICK], about: "health", decision: null }]);
});
