/**
 * One person fills every way in that the app registers with words of their own, a word a field, in a workspace where others work
 * too. What takes no words is listed, so that whatever is registered later fails until it is filled here or listed.
 */
import { z } from "zod";
import { ITEM_TYPES, TYPES } from "../../src/register/item-types.ts";
import { askQuestion } from "../../src/register/requests/acts.ts";
import { acting, addQuietly } from "../support/acting.ts";
import type { DatabaseName } from "../support/databases.ts";
import { aRun, LEA, NINA, personIn, SAM, SOFIA, TOM } from "../support/run.ts";
import { type Fields, Filling, type Story } from "./filling.ts";
import { beforeWorkshop, inAnswers } from "./filling-answers.ts";
import { inMeetings } from "./filling-meetings.ts";
import { inReports, onPages } from "./filling-reports.ts";
import { onTracks, withWork } from "./filling-tracks.ts";

const ZOE = { handle: "zoe", name: "Zwname Zwlast", tz: "Europe/London", locale: "en-GB" };

/** Who is asked and when, what is shown: no words of anybody. Settings and titles, which are the organisation's. */
export const WITHOUT_WORDS = {
  "no field for words": [
    ...[
      "submit program.close_form",
      "submit program.seat_form",
      "submit program.limits_form",
      "submit program.rank_form",
      "submit quarter.discuss_form",
      "submit quarter.tell_form",
      "submit quarter.take_back_form",
      "submit program.lead_form",
      "submit meeting.close_form",
      "submit program.not_me_form",
      "submit register.same_form",
      "submit register.import_form",
      "submit goals.enter_form",
    ],
    ...[
      "submit request.committee_form",
      "submit request.vote_form",
      "submit milestones.reach_form",
      "submit check_in.later_form",
    ],
    ...["submit check_in.away_form", "submit check_in.stop_form", "submit page.ask_form", "submit page.share_form"],
    ...["submit choosing.setup_form", "submit step.heirs_form", "submit people.preferences", "submit forecast.as"],
    ...[
      "submit report_draft.approver_form",
      "submit cadence.start_form",
      "submit cadence.save",
      "submit cadence.close_form",
    ],
    ...["submit cadence.dates_form", "submit cadence.archive_form", "submit admin.form"],
    ...["submit tracks.start_form", "submit work.same_form", "submit work.take_form"],
  ],
  "chooses what is shown": ["submit report.program", "submit report.portfolio"],
  "the organisation's": [
    ...["submit office.form", "submit calendars.form", "submit cadence.form", "submit cadence.question_form"],
    ...["submit privacy.ages", "submit program.portfolio_form"],
    ...["submit meeting.dates_form", "submit meeting.change_form"],
  ],
  "opens what is filled above": [
    ...[
      "check-in",
      "away",
      "program",
      "cadence",
      "digest",
      "portfolio",
      "people",
      "roles",
      "raci",
      "tracks",
      "work",
      "goals",
      "meetings",
      "case",
    ],
    ...[
      "add",
      "register",
      "find",
      "audit",
      "messages",
      "plan",
      "preferences",
      "my-data",
      "admin",
      "step",
      "sponsor-choice",
    ],
    ...["configuration", "export", "home"],
  ].map((word) => `command ${word}`),
  "an operator's": [
    ...[
      "cadence",
      "calendar",
      "export",
      "plan",
      "doctor",
      "manifest",
      "backup",
      "restore",
      "move",
      "vacuum",
      "messages",
    ],
    ...["person", "register", "measure", "setup", "sandbox", "audit"],
  ].map((word) => `cli ${word}`),
  "opens them too": ["shortcut ask_the_sponsor", "shortcut check_in_now", "shortcut ask_for_work"],
};

/** Names that the organisation gives: what a program, a role or a template is called. */
export const OF_ALL = ["submit program.form title", "submit roles.form name", "submit work.template_form line"];

export async function everyWayIn(database: DatabaseName, logLevel: string): Promise<Story> {
  const run = await aRun({
    database,
    logLevel,
    people: [ZOE, LEA, TOM, NINA, SOFIA, SAM],
    programs: [
      { key: "atlas", title: "Atlas", lead: "zoe", sponsors: ["sofia"], team: ["tom"], channel: "atlas" },
      {
        key: "borea",
        title: "Borea",
        lead: "tom",
        sponsors: ["zoe"],
        steering: ["lea"],
        team: ["zoe"],
        channel: "borea",
      },
      { key: "cora", title: "Cora", lead: "tom", sponsors: ["zoe"], steering: ["lea", "nina", "sofia", "sam"] },
    ],
    channels: [
      { name: "atlas", members: ["zoe", "tom", "sofia"] },
      { name: "borea", members: ["zoe", "tom"] },
    ],
    cadences: [
      { key: "daily", program: "borea", template: "daily-team" },
      { key: "daily-a", program: "atlas", template: "daily-team", audience: ["lead"] },
      { key: "monthly", program: "atlas", template: "monthly-executive" },
      { key: "monthly-b", program: "borea", template: "monthly-executive" },
      { key: "year", program: "cora", template: "annual-strategy" },
    ],
    start: "2026-11-26T00:00:00.000Z",
  });
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "in", ["sam", "zoe"]).execute();
  await run.to("2026-11-27T12:00:00.000Z");
  const programOf = async (key: string) =>
    (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
  const story = {
    run,
    zoe: new Filling(run, "zoe"),
    me: await personIn(run, "zoe"),
    tom: await personIn(run, "tom"),
    sofia: await personIn(run, "sofia"),
    lea: await personIn(run, "lea"),
    atlas: await programOf("atlas"),
    borea: await programOf("borea"),
  };
  await inTheRegister(story);
  await ofFiles(story);
  await asDecider(story);
  await inAnswers(story);
  await beforeWorkshop(story);
  await onTracks(story);
  await withWork(story);
  await onPages(story);
  await inReports(story);
  await inMeetings(story);
  return story;
}

const OF_TYPE: Partial<Record<string, Record<string, string>>> = {
  issue: { dueOn: "2026-12-01", blockedSince: "2026-11-20" },
  decision: { decidedOn: "2026-11-26" },
  presence: { owner: "sofia" },
  request: { amount: "900" },
  measure: { baseline: "2.1", baselineOn: "2026-10-31", target: "4", waypoints: "30 Jun 2027 3", due: "2027-10-31" },
};

/** A file that she drops, and its rows. */
async function ofFiles({ run, zoe, atlas }: Story): Promise<void> {
  const way = "submit register.import_apply";
  const rows = `type,title,description,due\nrisk,${zoe.word(way, "title")},${zoe.word(way, "description")},2026-12-20\n`;
  await zoe.actor.drop(`${zoe.word(way, "file")}.csv`, Buffer.from(rows));
  const dropped = z.object({ id: z.string() }).parse(zoe.actor.dm().at(-1)?.files?.[0]);
  await run.settle();
  await zoe.press("register.import", { fileId: dropped.id });
  zoe.actor.fill("program", atlas);
  await zoe.actor.submit();
  await run.settle();
  await zoe.actor.submit();
  zoe.taken.add(way);
  while (zoe.actor.view()) await zoe.actor.closeView({ all: true });
  await run.settle();
}

async function inTheRegister({ run, zoe, me, sofia, atlas: programId }: Story): Promise<void> {
  const own = async (type: (typeof ITEM_TYPES)[number]) => {
    const items = run.db.selectFrom("item").select("id").where("raised_by", "=", me.id).where("type", "=", type);
    return (await items.executeTakeFirstOrThrow()).id;
  };
  for (const type of ITEM_TYPES.filter((each) => each !== "stakeholder" && each !== "step")) {
    await zoe.command(TYPES[type].words.en[0]);
    const named: Fields = type === "objective" ? { measureIds: [await own("measure")] } : {};
    await zoe.submit({ ...OF_TYPE[type], ...named }, `submit register.form of ${type}`);
  }
  await zoe.form("register.change", await own("risk"), {}, "submit register.form of a change");
  await zoe.form("register.delegate", await own("action"), { owner: "tom" });
  await zoe.form("register.move", await own("milestone"), { to: "2026-12-22" });
  await zoe.form("request.details", await own("request"));
  const blocker = await addQuietly(acting(run.app.services, me), {
    programId,
    type: "issue",
    title: "A bridge",
    ownerId: me.id,
    dueOn: "2026-12-20",
    sourceKey: "command:bridge",
    details: { blocksWork: true, blockedSince: "2026-11-20" },
  });
  await run.settle();
  await zoe.form("blocker.escalate", blocker.id);
  await zoe.form("register.close", await own("risk"));
  const asked = await own("request");
  await askQuestion(acting(run.app.services, sofia), { itemId: asked, question: "How long?" });
  await run.settle();
  await zoe.form("request.reply", asked);
}

/** Of what somebody else asks. */
async function asDecider({ run, zoe, me, tom, borea: programId }: Story): Promise<void> {
  let count = 0;
  const asked = async (type: "request" | "issue") => {
    count += 1;
    const typed =
      type === "request"
        ? { type, details: { kind: "decision" as const } }
        : { type, details: { blocksWork: true, blockedSince: "2026-11-20" } };
    const { id } = await addQuietly(acting(run.app.services, tom), {
      programId,
      title: `Which van, ${count}?`,
      ownerId: me.id,
      dueOn: "2026-12-20",
      ...typed,
      sourceKey: `command:${count}`,
    });
    await run.settle();
    return id;
  };
  await zoe.form("request.decide", await asked("request"));
  await zoe.form("request.question", await asked("request"));
  await zoe.form("request.delegate", await asked("request"), { to: "lea" });
  await zoe.form("request.postpone", await asked("request"), { until: "2026-12-18" });
  await zoe.form("blocker.reply", await asked("issue"));
}
