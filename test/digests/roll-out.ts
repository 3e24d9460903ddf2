import { compileDueDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord, MONTHLY, questionsFeeding, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** When the monthly digests of September and October 2026 are due in Paris. */
export const SEPTEMBER_DIGEST: Instant = "2026-10-05T07:00:00.000Z";
export const OCTOBER_DIGEST: Instant = "2026-11-04T08:00:00.000Z";

/** Three programs of one sponsor in autumn 2026: one slides to red and asks, one recovers, one stays green. */
export async function aRollOut(db: Db, locale: string) {
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const paris = { zone: "Europe/Paris" };
  const sponsor = await record.person("helene", { name: "Hélène Roux", locale, ...paris });
  const ana = await record.person("ana", { name: "Ana Silva", ...paris });
  const marc = await record.person("marc", { name: "Marc Petit", ...paris });
  const priya = await record.person("priya", { name: "Priya Nair", ...paris });
  const questions = questionsFeeding("bottom-line", "health", "progress", "value", "ask", "risk", "next");
  const cadenceOf = async (key: string, title: string, lead: RecordedPerson, isFlagship = false) =>
    record.cadence(await record.program(key, { title, isFlagship, seats: { lead: [lead], sponsor: [sponsor] } }), {
      rule: MONTHLY,
      questions,
      readers: ["sponsors"],
    });
  const loyalty = await cadenceOf("loyalty", "Loyalty", ana, true);
  const welcome = await cadenceOf("welcome", "Welcome journeys", marc);
  const service = await cadenceOf("service", "Service messages", priya);
  const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));

  await record.answer(await record.round(loyalty, "2026-09-30", [ana]), ana, "2026-09-30T10:00:00.000Z", {
    "bottom-line": "Loyalty is at risk until the ingestion is fixed.",
    health: { colour: "amber", reason: "Records of store purchases arrive incomplete." },
    progress: "The pilot group was chosen.",
    next: "Fix the ingestion of store purchases.",
  });
  await record.answer(await record.round(welcome, "2026-09-30", [marc]), marc, "2026-09-30T11:00:00.000Z", {
    "bottom-line": "Nous attendons la reprise des consentements.",
    health: { colour: "amber", reason: "La reprise des consentements a pris du retard." },
    progress: "Les parcours sont dessinés.",
    next: "Terminer la reprise des consentements pour la fin du mois.",
  });
  await record.answer(await record.round(service, "2026-09-30", [priya]), priya, "2026-09-30T12:00:00.000Z", {
    "bottom-line": "Service messages are on course.",
    health: { colour: "green" },
    progress: "Templates for delivery notices are done.",
  });
  services.clock.at = SEPTEMBER_DIGEST;
  await compileDueDigests(services);

  await record.answer(await record.round(loyalty, "2026-10-30", [ana]), ana, "2026-10-30T10:00:00.000Z", {
    "bottom-line": "The launch slips two weeks unless one data engineer joins us by 6 November.",
    health: {
      colour: "red",
      reason: "Ingestion fails on a third of records since 12 October; a fix is known, nobody is free to build it.",
    },
    progress: "The cause was found: the stores send two formats.",
    ask: "Release one data engineer until 15 January? Recommended: yes, from Analytics.\nCost of waiting: one week of launch per week.",
    risk: "The stores freeze their systems from 1 December.",
    next: "12 Nov: five minutes from you at the all-hands.",
  });
  await record.answer(await record.round(welcome, "2026-10-30", [marc]), marc, "2026-10-30T11:00:00.000Z", {
    "bottom-line": "La reprise des consentements est terminée, le calendrier tient.",
    health: { colour: "green", reason: "La reprise est faite depuis le 21, avec huit jours de retard." },
    progress: "La reprise des consentements est faite et les pays du nord sont prêts.",
    value: "Création d’un parcours : 8 jours au lieu de 19 avec les modèles partagés.",
    next: "Ouvrir les parcours aux pays du nord.",
  });
  const lateRound = await record.round(service, "2026-10-30", [priya]);
  await record.answer(lateRound, priya, "2026-10-30T12:00:00.000Z", {
    "bottom-line": "Service messages are on course.",
    health: { colour: "green" },
    progress: "The first notices go out to 5% of customers.",
  });
  services.clock.at = OCTOBER_DIGEST;
  await compileDueDigests(services);
  return { record, services, sponsor };
}
