/** A draft of Loyalty's October report: Tom leads, Dan is his deputy, Margaret sponsors it, and gets it on 4 November. */
import { registered } from "../../src/delivery/message-kind.ts";
import { getPerson, type Person } from "../../src/people/people.ts";
import type { Tx } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import type { SeatRole } from "../../src/programs/table.ts";
import type { Report } from "../../src/reports/compile/report.ts";
import { questionKind, replyKind } from "../../src/reports/digest/questions.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { correctionKind } from "../../src/reports/drafts/correct.ts";
import { showDraft } from "../../src/reports/drafts/drafts.ts";
import { draftKind, reportApprovalKind } from "../../src/reports/drafts/messages.ts";
import { freezeDraft } from "../../src/reports/drafts/stored-drafts.ts";
import { aDatabase, type DatabaseName } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aLine, aReport } from "./reported.ts";

export const DRAFTED = "2026-11-03T08:00:00.000Z";
export const SENDS = "2026-11-04T09:00:00.000Z";

const KINDS = [
  ...[registered(draftKind), registered(reportApprovalKind), registered(correctionKind)],
  ...[registered(questionKind), registered(replyKind)],
];

export async function aDraft(database: DatabaseName, { lines }: { lines?: Report["lines"] } = {}) {
  const db = await aDatabase(database);
  const record = await aRecord(db);
  const { workspaceId } = record;
  const services = servicesAt(db, DRAFTED);
  const [tom, dan, margaret, priya] = [
    await record.person("tom", { name: "Tom" }),
    await record.person("dan", { name: "Dan" }),
    await record.person("margaret", { name: "Margaret" }),
    await record.person("priya", { name: "Priya" }),
  ];
  const seats: Partial<Record<SeatRole, (typeof tom)[]>> = {
    lead: [tom],
    deputy: [dan],
    sponsor: [margaret],
    team: [priya],
  };
  const program = await record.program("loyalty", { title: "Loyalty", seats });
  const written = lines ?? [
    aLine("value", "Points in 4 minutes", { by: tom.id }),
    aLine("bottom-line", "Loyalty misses Christmas.", { by: tom.id }),
  ];
  const status: Report["status"] = {
    ...{ status: "amber", since: "2026-10-20", periods: 1, before: "green", reason: "Tills.", action: null },
    ...{ actionBy: null, by: tom.id, at: "2026-10-20T10:00:00.000Z", on: "2026-10-20" },
  };
  const report = aReport("loyalty", {
    programId: program.id,
    status: lines === undefined ? status : null,
    strip: ["green", "amber"],
    lines: written,
  });
  const reportId = services.ids.next();
  await db
    .insertInto("report")
    .values({
      ...{ workspace_id: workspaceId, id: reportId, program_id: program.id, rhythm: "monthly", period: "2026-10" },
      ...{ version: 1, state: "draft", cut_off_at: DRAFTED, document: JSON.stringify(report), send_at: SENDS },
      created_at: DRAFTED,
    })
    .execute();
  const within = <Result>(act: (tx: Tx) => Promise<Result>) => inTransaction(db, act);
  await within((tx) => refreshSchedule(tx, workspaceId, DRAFTED));
  const personOf = (given: { id: string }): Promise<Person> => getPerson(db, workspaceId, given.id);
  return {
    ...{ db, record, services, program, report, reportId, workspaceId, within },
    ...{
      tom: await personOf(tom),
      dan: await personOf(dan),
      margaret: await personOf(margaret),
      priya: await personOf(priya),
    },
    by: (actor: Person) => ({ ...services, actor }),
    show: () => within((tx) => showDraft(services, tx, { workspaceId, reportId, readerId: margaret.id })),
    /** The first digest goes with it. */
    async send(fresh: Report = report) {
      services.clock.at = SENDS;
      await within((tx) => freezeDraft(services, tx, { workspaceId, reportId, fresh }));
    },
    /** The row as it is stored. */
    async stored(id = reportId) {
      const row = await db.selectFrom("report").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
      return row;
    },
    /** To whom messages of a kind are on their way. */
    async sentTo(kind: string): Promise<string[]> {
      const rows = await db
        .selectFrom("delivery")
        .innerJoin("person", "person.id", "delivery.person_id")
        .select("person.name")
        .where("delivery.kind", "=", kind)
        .where("delivery.updates_id", "is", null)
        .orderBy("delivery.id")
        .execute();
      return rows.map(({ name }) => name);
    },
    /** The last message of a kind as it would be made now: its blocks as JSON, and whether it would still go. */
    async message(kind: string, locale = "en-GB"): Promise<{ text: string; blocks: string; isWanted: boolean }> {
      const row = await db
        .selectFrom("delivery")
        .select("subject")
        .where("kind", "=", kind)
        .orderBy("id", "desc")
        .executeTakeFirstOrThrow();
      const found = KINDS.find((each) => each.kind === kind);
      if (!found) throw new Error(`No kind ${kind}`);
      const slack = { channel: () => Promise.reject(new Error("No Slack")), permalink: async () => null };
      const now = services.clock.now();
      const reader = { locale, zone: "Europe/London" };
      const context = { db, slack, now, events: services.events, workspaceId, reader };
      const subject: unknown = JSON.parse(row.subject);
      const { text, blocks } = await found.message(context, subject);
      return { text, blocks: JSON.stringify(blocks), isWanted: await found.stillWanted(context, subject) };
    },
  };
}
