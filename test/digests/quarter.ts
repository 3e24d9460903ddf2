import { templateById } from "../../src/cadences/templates.ts";
import { compileDueDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord, MONTHLY, questionsFeeding, type RecordedCadence, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** Third working day of October 2026 and of January 2027, nine o'clock in Paris. */
export const THIRD_QUARTER: Instant = "2026-10-05T07:00:00.000Z";
export const FOURTH_QUARTER: Instant = "2027-01-05T08:00:00.000Z";

const QUARTERLY = { ...templateById("quarterly-roadmap").rule, zone: "UTC" };

/**
 * The third quarter of 2026: Loyalty slides from green to red and is reviewed by its lead and one of two members of the
 * committee; Welcome has its monthly check-ins and no review.
 */
export async function aQuarter(db: Db, locale: string) {
  const record = await aRecord(db, { seatedAt: "2026-06-20T08:00:00.000Z" });
  const paris = { zone: "Europe/Paris" };
  const ines = await record.person("ines", { name: "Inès Carpentier", locale, ...paris });
  const david = await record.person("david", { name: "David Kowalski", ...paris });
  const margaret = await record.person("margaret", { name: "Margaret Osei", ...paris });
  const tom = await record.person("tom", { name: "Tom Whitfield", ...paris });
  const camille = await record.person("camille", { name: "Camille Fournier", ...paris });
  const bodies = { sponsor: [margaret], steering: [ines, david] };
  const loyaltyProgram = await record.program("loyalty", { title: "Loyalty", seats: { lead: [tom], ...bodies } });
  const welcomeProgram = await record.program("welcome", { title: "Welcome", seats: { lead: [camille], ...bodies } });
  const questions = [
    ...questionsFeeding("bottom-line", "health", "progress", "ask", "next"),
    {
      key: "milestone",
      type: "date" as const,
      label: { en: "Target date", fr: "Date cible" },
      feeds: "milestone" as const,
    },
  ];
  const monthlyOf = (program: { id: string; key: string }) =>
    record.cadence(program, { rule: MONTHLY, questions, readers: ["sponsors", "steering"] });
  const [loyalty, welcome] = [await monthlyOf(loyaltyProgram), await monthlyOf(welcomeProgram)];
  const template = templateById("quarterly-roadmap");
  const review = await record.cadence(loyaltyProgram, {
    rule: QUARTERLY,
    questions: template.questions,
    audience: ["lead", "steering"],
    readers: template.readers,
  });
  const services = servicesAt(db, "2026-06-20T08:00:00.000Z");
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));

  const month = async (
    cadence: RecordedCadence,
    key: string,
    who: RecordedPerson,
    answers: Record<string, unknown>,
  ) => {
    const at = `${key}T10:00:00.000Z`;
    const given = await record.answer(await record.round(cadence, key, [who]), who, at, answers as never);
    return { ...given, at };
  };
  await month(loyalty, "2026-07-31", tom, {
    "bottom-line": "Loyalty is on plan.",
    health: { colour: "green" },
    progress: "The pilot stores are chosen.",
    ask: "A second till for the tests?",
    milestone: "2026-11-03",
  });
  await month(loyalty, "2026-08-31", tom, {
    "bottom-line": "Loyalty slips two weeks.",
    health: { colour: "amber", reason: "The consent of the stores is late." },
    progress: "The tills of 40 stores are connected.",
    milestone: "2026-11-17",
  });
  await month(loyalty, "2026-09-30", tom, {
    "bottom-line": "Loyalty misses Christmas without a data engineer.",
    health: { colour: "red", reason: "A third of the receipts are rejected." },
    progress: "All 218 stores send their receipts.",
    ask: "Release one data engineer until 15 January?",
    next: "A fix for the receipts.",
    milestone: "2026-12-01",
  });
  for (const [key, progress] of [
    ["2026-07-31", "Les quatre messages sont écrits."],
    ["2026-08-31", "Le formulaire est prêt."],
    ["2026-09-30", "L’import des consentements est fait."],
  ] as const)
    await month(welcome, key, camille, { health: { colour: "green" }, progress });
  const round = await record.round(review, "2026-09-30", [tom, ines, david]);
  await record.answer(round, tom, "2026-09-30T15:00:00.000Z", {
    health: { colour: "red", reason: "The launch of 3 November is not possible any more." },
    objective: "Repeat purchases: target +4 points, actual +1, score 3.",
    progress: "Delivered: the web. Late: the stores. Pushed out: the app, to February. Added: a consent for receipts.",
    decision: "Continue the web, change the stores, stop the paper coupons.",
    lesson: "Each till version is a project of its own.",
    capacity: "One data engineer is missing until January.",
    dependency: "The till vendor gives us version 9.4 by 20 October.",
    next: "1 Dec: launch in the stores.",
    maturity: "One developer joins the data team for a month.",
  });
  await record.answer(round, ines, "2026-10-01T08:00:00.000Z", {
    health: { colour: "amber", reason: "Le magasin compte plus que l’application." },
    objective: "Garder l’objectif des magasins, même en retard.",
    progress: "Le site a tenu sa date.",
    decision: "Poursuivre le site, modifier le calendrier des magasins.",
  });
  return { record, services, ines, david, margaret, tom, camille, loyalty, welcome, review, loyaltyProgram, month };
}

/** As `submitCheckIn` records them: the dates that the answers gave. */
export async function recordDates(
  db: Db,
  {
    record,
    loyaltyProgram,
    loyalty,
  }: Pick<Awaited<ReturnType<typeof aQuarter>>, "record" | "loyaltyProgram" | "loyalty">,
): Promise<void> {
  const { workspaceId } = record;
  const id = "milestone-1";
  const answers = await db
    .selectFrom("check_in_revision as revision")
    .innerJoin("check_in", "check_in.id", "revision.check_in_id")
    .select(["revision.check_in_id", "revision.answered_at", "revision.answers"])
    .where("check_in.cadence_id", "=", loyalty.id)
    .orderBy("revision.answered_at")
    .execute();
  await db
    .insertInto("milestone")
    .values({
      workspace_id: workspaceId,
      id,
      program_id: loyaltyProgram.id,
      cadence_id: loyalty.id,
      question_key: "milestone",
      voice: "lead",
      original_on: "2026-11-03",
      current_on: "2026-12-01",
      moves: 2,
      updated_at: "2026-09-30T10:00:00.000Z",
    })
    .execute();
  for (const [index, { check_in_id, answered_at, answers: given }] of answers.entries())
    await db
      .insertInto("milestone_date")
      .values({
        workspace_id: workspaceId,
        milestone_id: id,
        entry: index + 1,
        date: String(JSON.parse(given).milestone),
        check_in_id,
        revision: 1,
        recorded_at: answered_at,
      })
      .execute();
}

export async function compileAt(services: ReturnType<typeof servicesAt>, at: Instant): Promise<number> {
  services.clock.at = at;
  return compileDueDigests(services);
}
