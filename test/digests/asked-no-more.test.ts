/** What was answered to questions that are asked no more: no digest, source or portfolio tells it. */
import { describe, expect, it } from "vitest";
import { type Question, questionsSchema } from "../../src/cadences/questions/questions.ts";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import { portfolioView } from "../../src/digests/portfolio/blocks.ts";
import { portfolioAsOf } from "../../src/digests/portfolio/use-cases.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestCsv } from "../../src/digests/render/table.ts";
import { answerFor, readSource } from "../../src/digests/sources/use-cases.ts";
import { compileDueDigests, digestById, listDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, DAILY, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const QUARTERLY = { every: "quarter", on: { workingDay: -1 }, at: "14:00", zone: "participant" } as const;
const ANNUAL = { every: "year", on: { month: 12, workingDay: -1 }, at: "09:00", zone: "participant" } as const;

/** As older versions stored them; what they were said to feed is what would be told of them. */
const QUESTIONS: Question[] = questionsSchema.parse([
  ...questionsFeeding("health", "progress"),
  { key: "mood", type: "long-text", label: "How are you doing?", feeds: "mood" },
  { key: "stakeholders", type: "long-text", label: "Stakeholders whose position moved" },
  { key: "sponsorship", type: "long-text", label: { en: "Sponsor", fr: "Évaluation du parrainage" }, feeds: "risk" },
  { key: "stand", type: "long-text", label: "Sponsor assessment", feeds: "bottom-line" },
]);
const REQUEST = "Please talk to SENTINEL-STAKEHOLDERS before Christmas.";
const ANSWERS = {
  health: { colour: "amber" as const, reason: "The vendor is late" },
  mood: "SENTINEL-MOOD is low.",
  stakeholders: REQUEST,
  sponsorship: "SENTINEL-SPONSOR never calls back.",
  stand: "SENTINEL-STAND is weak.",
};

describe.each(databases)("moods and opinions of before, on %s", (database) => {
  it("are in no digest of any rhythm, no source of it and no portfolio, for anybody (V1) (V5)", async () => {
    const db = await aDatabase(database);
    const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
    const { workspaceId } = record;
    const [lead, deputy, sponsor, member, author] = [
      await record.person("lead"),
      await record.person("deputy", { locale: "fr-FR" }),
      await record.person("sponsor"),
      await record.person("member", { locale: "fr-FR" }),
      await record.person("author"),
    ];
    const seats = { lead: [lead], deputy: [deputy], sponsor: [sponsor], steering: [member], team: [author] };
    const program = await record.program("atlas", { title: "Atlas", seats });
    const checkIns: string[] = [];
    for (const [rule, key] of [
      [DAILY, "2026-12-30"],
      [WEEKLY, "2026-12-30"],
      [MONTHLY, "2026-12-31"],
      [QUARTERLY, "2026-12-31"],
      [ANNUAL, "2026-12-31"],
    ] as const) {
      const readers = ["lead", "deputy", "sponsors", "steering", "team"];
      const cadence = await record.cadence(program, { rule, readers, questions: QUESTIONS, audience: ["team"] });
      const round = await record.round(cadence, key, [author]);
      const answers = { ...ANSWERS, progress: `What moved, each ${rule.every}.` };
      const { checkInId } = await record.answer(round, author, `${key}T15:00:00.000Z`, answers);
      checkIns.push(checkInId);
      await db
        .insertInto("proposal")
        .values({
          workspace_id: workspaceId,
          check_in_id: checkInId,
          hash: hashOf(REQUEST),
          meaning: "request",
          decision: "yes",
          person_id: author.id,
          decided_at: `${key}T16:00:00.000Z`,
          date_before: null,
        })
        .execute();
    }
    const services = servicesAt(db, "2026-12-20T08:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    for (const at of ["2027-01-04T20:00:00.000Z", "2027-01-05T20:00:00.000Z", "2027-01-08T20:00:00.000Z"]) {
      services.clock.at = at;
      await compileDueDigests(services);
    }

    const rhythms = new Set<string>();
    for (const { id } of [lead, deputy, sponsor, member, author]) {
      const viewer = await personById(db, workspaceId, id);
      const shown: unknown[] = [];
      for (const { id: editionId, rhythm } of await listDigests(db, { workspaceId, personId: id })) {
        rhythms.add(rhythm);
        const edition = await digestById(db, workspaceId, editionId);
        if (!edition) throw new Error("No edition");
        const { document } = edition;
        shown.push(document, digestMessages(document, editionId), digestText(document), digestCsv(document));
        shown.push(digestMarkdown(document, { edition: 1, sentAt: services.clock.at }));
        for (const checkInId of checkIns) {
          shown.push(await readSource(services, { viewer, editionId, checkInId }));
          for (const question of ["mood", "stakeholders", "sponsorship", "stand"])
            expect(await answerFor(services, { viewer, editionId, checkInId, question })).toBeNull();
        }
      }
      const portfolio = await portfolioAsOf(services, viewer, null);
      if (!("is" in portfolio)) shown.push(portfolioView({ locale: viewer.locale, zone: viewer.zone }, portfolio));
      const told = JSON.stringify(shown);
      expect(told).toContain("What moved, each");
      expect(told).not.toMatch(/SENTINEL|Christmas|low\.|never calls|weak/);
    }
    expect([...rhythms].sort()).toEqual(["annual", "monthly", "quarterly", "weekly"]);
    await db.destroy();
  });
});
