/** What nobody in the story of the matrix of authority happens to be offered, as whoever may would send it. */
import { isObject, type JsonObject, parseJson } from "slack-sandbox";
import { enterIds } from "../../src/goals/enter-form.ts";
import { readerOf } from "../../src/people/people.ts";
import { retentionIn } from "../../src/people/retention.ts";
import { erasureIds } from "../../src/privacy/erasure-message.ts";
import { eraseView, lookView } from "../../src/privacy/erasure-screen.ts";
import { personIn, type Run } from "../support/run.ts";
import { type Offer, offersIn } from "./forging.ts";

const TERMS = Object.fromEntries(Object.entries(retentionIn("{}")).map(([kind, term]) => [kind, String(term)]));

/**
 * Pages of long lists, what is decided by hand, and what is everybody's own: their messages, their absences, and the pages
 * of their Home. What ends something comes last.
 */
export async function madeOffers(
  run: Run,
  { admin, candidateId }: { admin: string; candidateId: string },
): Promise<Offer[]> {
  const { db } = run;
  const { id: programId } = await db
    .selectFrom("program")
    .select("id")
    .where("key", "=", "zebra")
    .executeTakeFirstOrThrow();
  const afterQuarter = { bodyId: programId, quarter: "2026-Q3" };
  const rounds = db.selectFrom("round").innerJoin("cadence", "cadence.id", "round.cadence_id");
  const { id: roundId } = await rounds.select("round.id").where("cadence.key", "=", "year").executeTakeFirstOrThrow();
  const preparation = { roundId, page: 0 };
  const { id: dailyId } = await rounds.select("round.id").where("cadence.key", "=", "daily").executeTakeFirstOrThrow();
  const topic = await db
    .selectFrom("meeting_topic")
    .select(["id", "meeting_id"])
    .where("meeting_id", "!=", "past")
    .orderBy("position")
    .executeTakeFirstOrThrow();
  const importing = { fileId: null, programId, type: null, dates: null, rows: "type,title\nrisk,Tills\n" };
  const theCase = { page: "case", programId };
  const { id: officeId } = await db.selectFrom("office_seat").select("id").executeTakeFirstOrThrow();
  const items = await db.selectFrom("item").select(["id", "type", "title"]).orderBy("number").execute();
  const [ask = "", otherAsk = ""] = items.flatMap(({ id, type }) => (type === "request" ? [id] : []));
  const [issue = ""] = items.flatMap(({ id, type }) => (type === "issue" ? [id] : []));
  const { id: promptId } = await db.selectFrom("prompt").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
  const { id: cadenceId } = await db
    .selectFrom("cadence")
    .select("id")
    .where("key", "=", "daily")
    .executeTakeFirstOrThrow();
  const view = (metadata: object): JsonObject =>
    parseObject(JSON.stringify({ private_metadata: JSON.stringify(metadata), blocks: [] }));
  const press = (id: string, value: string | object, more: Partial<Offer> = {}): Offer => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const action = { type: "button", action_id: id, block_id: "b", action_ts: "1.1", value: text };
    return { kind: "press", id, by: "lea", key: `made press ${id}`, action, view: null, isHome: false, ...more };
  };
  const fieldOf = (name: string, value: string) => [name, { [name]: { type: "plain_text_input", value } }];
  const submit = (id: string, metadata: object, fields: Record<string, string>): Offer => ({
    kind: "submit",
    id,
    by: "lea",
    key: `made submit ${id}`,
    action: {},
    view: { ...view(metadata), callback_id: id },
    isHome: false,
    values: parseObject(
      JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => fieldOf(name, value)))),
    ),
  });
  const home = { view: view({}), isHome: true };
  const chosenIn = (name: string, chosen: object) => ({
    ...form,
    values: parseObject(JSON.stringify({ [name]: { [name]: chosen } })),
  });
  const fields = (given: object): JsonObject =>
    parseObject(
      JSON.stringify(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { [name]: value }]))),
    );
  const form = { view: view({ programId, expanded: false, turn: 0 }) };
  const list = { view: view({ page: 1, query: "words" }) };
  const pages = { view: view({ starts: [] }) };
  const [milestone = ""] = items.flatMap(({ id, type }) => (type === "milestone" ? [id] : []));
  const [two = "", three = ""] = ["two", "three"].map(
    (key) => items.find(({ title }) => title.endsWith(`step ${key}`))?.id,
  );
  const { id: requestId } = await db.selectFrom("work_request").select("id").executeTakeFirstOrThrow();
  const { id: trackId } = await db.selectFrom("track").select("id").executeTakeFirstOrThrow();
  const { id: deliveryId } = await db
    .selectFrom("delivery")
    .innerJoin("person", "person.id", "delivery.person_id")
    .select("delivery.id")
    .where("person.handle", "=", "lea")
    .where("delivery.state", "=", "sent")
    .where("delivery.kind", "=", "bundle")
    .orderBy("delivery.id", "desc")
    .executeTakeFirstOrThrow();
  const openList = { view: view({ deliveryId, part: "", page: 0 }) };
  const ofMilestoneForm = { itemId: milestone, isOverItem: false };
  const [{ id: absenceId }, { id: checkInId }, { id: parkedId }, { id: closed }] = await Promise.all([
    db.selectFrom("absence").select("id").executeTakeFirstOrThrow(),
    db.selectFrom("check_in").select("id").orderBy("id", "desc").executeTakeFirstOrThrow(),
    db.selectFrom("delivery").select("id").where("state", "=", "parked").executeTakeFirstOrThrow(),
    db.selectFrom("item").select("id").where("state", "in", ["done", "dropped"]).executeTakeFirstOrThrow(),
  ]);
  const reader = readerOf(await personIn(run, admin));
  const byAdmin = { by: admin };
  const kimsId = run.as("kim").userId;
  const { id: newcomerId } = await personIn(run, "nina");
  const words = { type: "plain_text_input", value: "So it is" };
  const noWords = { type: "plain_text_input", value: null };
  return [
    press(erasureIds.look, "looked", byAdmin),
    ...asShown(
      lookView(reader, {
        erasureId: "looked",
        name: "Ann Poe",
        texts: [{ text: "Ann Poe", places: [{ table: "item", key: [ask], column: "title" }] }],
      }),
      admin,
    ),
    ...asShown(eraseView(reader, null), admin),
    press("program.limits", programId, { by: "sofia", view: view({}) }),
    {
      ...keeping(
        programId,
        submit(
          "program.limits_form",
          {},
          { currency: "EUR", lead_amount: "5000", lead_days: "5", sponsor_amount: "50000", sponsor_days: "20" },
        ),
      ),
      by: "sofia",
    },
    press("program.rank", "", { by: "sam" }),
    {
      ...submit("program.rank_form", {}, {}),
      by: "sam",
      values: fields({ order: { type: "multi_static_select", selected_options: [{ value: programId }] } }),
    },
    press("quarter.confirm", afterQuarter, { by: "sam" }),
    press("quarter.discuss", afterQuarter, { by: "sam" }),
    {
      ...submit("quarter.discuss_form", afterQuarter, {}),
      by: "sam",
      values: fields({ program: { type: "static_select", selected_option: { value: programId } } }),
    },
    press("quarter.tell", { programId, quarter: "2026-Q3" }),
    submit("quarter.tell_form", { programId, quarter: "2026-Q3" }, {}),
    press("quarter.take_back", { programId, quarter: "2026-Q3" }, { by: "sam" }),
    { ...submit("quarter.take_back_form", { programId, quarter: "2026-Q3" }, {}), by: "sam" },
    press("workshop.read", preparation, { by: "sam" }),
    press("workshop.earlier", preparation, { by: "sam", view: view({}) }),
    press("workshop.later", preparation, { by: "sam", view: view({}) }),
    press("workshop.pdf", roundId, { by: "sam" }),
    press("meeting.send_record", "past", { by: "sam" }),
    press("meeting.notes", `next:${topic.meeting_id}:${topic.id}`, { by: "zoe" }),
    press("check_in.read", dailyId),
    press(`choosing.ask:${candidateId}`, candidateId),
    press("check_in.open_with", { promptId, ts: "1.1" }, { by: "tom" }),
    press("check_in.open_day", { promptIds: [promptId] }, { by: "tom" }),
    press("check_in.unchanged", { promptIds: [promptId] }, { by: "tom" }),
    {
      ...submit("check_in.day_form", [{ promptId, planned: [], isAnswered: false }], {}),
      by: "tom",
      values: { "0:answer:progress": { value: { type: "plain_text_input", value: "Done" } } },
    },
    press("check_in.same", promptId, { by: "tom" }),
    press("check_in.recommendation", "", { by: "tom", view: view({ promptId, prefill: "current", planned: [] }) }),
    press(enterIds.open, "due", { by: "tom" }),
    press("check_in.day_menu", `later:${promptId}`, { by: "tom" }),
    press("check_in.ask_again", promptId, { by: "tom" }),
    press("check_in.away_open", "", { view: view({ absenceId: null }) }),
    press("check_in.away_menu", `end:${absenceId}`, { view: view({ absenceId: null }) }),
    press("check_in.away_change", absenceId),
    {
      ...submit("register.same_form", { itemId: issue }, {}),
      values: fields({ sameAs: { type: "static_select", selected_option: { value: milestone } } }),
    },
    press("my_data.open", ""),
    press("delivery.list", ""),
    press("delivery.list_earlier", "", openList),
    press("delivery.list_later", "", openList),
    press("delivery.pause", ""),
    press("delivery.resume", ""),
    press("delivery.retry", parkedId, { ...byAdmin, view: view({}) }),
    press("calendars.open", "", { ...byAdmin, view: view({}) }),
    press("calendars.add", "", { ...byAdmin, view: view({}) }),
    press("calendars.menu", "edit:none", { ...byAdmin, view: view({}) }),
    {
      ...submit("calendars.form", { key: null, leavesDays: false }, { name: "Days", days: "2026-12-24" }),
      ...byAdmin,
    },
    {
      ...submit("admin.form", {}, { region: "" }),
      ...byAdmin,
      values: fields({
        who_may_create: { type: "radio_buttons", selected_option: { value: "anyone" } },
        admins: { type: "multi_users_select", selected_users: [] },
        locale: { type: "static_select", selected_option: { value: "fr-FR" } },
        week: { type: "checkboxes", selected_options: [{ value: "mo" }] },
        region: { type: "plain_text_input", value: "" },
        messages: { type: "radio_buttons", selected_option: { value: "together" } },
        from: { type: "timepicker", selected_time: "00:00" },
        until: { type: "timepicker", selected_time: "23:00" },
        charter: { type: "checkboxes", selected_options: [] },
      }),
    },
    press("office.open", "", { ...byAdmin, view: view({}) }),
    press("office.give", "", { ...byAdmin, view: view({}) }),
    {
      ...keeping("", submit("office.form", {}, {})),
      ...{ ...byAdmin, values: fields({ person: { type: "users_select", selected_user: kimsId }, label: noWords }) },
    },
    press("office.end", officeId, { ...byAdmin, view: view({}) }),
    press("privacy.open", ""),
    press("installation.check", "", byAdmin),
    submit("privacy.ages", {}, { ...TERMS, contact: "dpo@example.com" }),
    press("register.same", { item: ask, sameAs: otherAsk }, { view: view({}) }),
    press("register.message", ask, { key: "press register.message made" }),
    press("register.replace", ask),
    press("register.still_blocking", issue),
    press("page.send_back", { page: "case", programId, read: {} }, { by: "sofia" }),
    { ...submit("page.send_back_form", { page: "case", programId, read: {} }, { reason: "Why?" }), by: "sofia" },
    {
      ...submit("choosing.setup_form", { programId }, {}),
      values: fields({
        candidates: { type: "checkboxes", selected_options: [] },
        scorers: { type: "multi_users_select", selected_users: [kimsId] },
      }),
    },
    press("register.of_answer", { checkInId }),
    press("register.mine", ""),
    press("register.still_blocking", issue),
    press("register.no_word", "no-word", list),
    press("register.later", "", list),
    press("register.earlier", "", list),
    press("register.import", { fileId: "F0" }),
    {
      ...submit("register.import_form", { fileId: null }, {}),
      values: fields({
        program: { type: "static_select", selected_option: { value: programId } },
        rows: { type: "plain_text_input", value: "type,title\nrisk,Tills\n" },
      }),
    },
    submit("register.import_apply", importing, {}),
    press("register.import_undo", { programId, importId: "none" }),
    ...(await ofReports({ db, programId, checkInId }, { press, submit, fields })),
    submit("request.delegate_form", { itemId: ask }, { why: "They know" }),
    submit("request.committee_form", { itemId: ask }, { quorum: "1" }),
    press(`request.given:${ask}`, ""),
    press("request.undo", ask),
    press("request.reply", ask, { by: "tom" }),
    { ...submit("request.reply_form", { itemId: ask }, { answer: "Two weeks" }), by: "tom" },
    press("blocker.escalate", issue),
    submit("blocker.escalate_form", { itemId: issue }, { words: "Please decide" }),
    press("blocker.reply", issue),
    submit("blocker.reply_form", { itemId: issue }, { words: "On Friday" }),
    press("milestones.reach", milestone, { by: "tom" }),
    press("register.move", milestone, { by: "tom" }),
    {
      ...submit("register.move_form", ofMilestoneForm, {}),
      ...{ by: "tom", values: fields({ to: { type: "datepicker", selected_date: "2026-12-01" }, why: words }) },
    },
    {
      ...submit("milestones.reach_form", ofMilestoneForm, {}),
      ...{ by: "tom", values: fields({ on: { type: "datepicker", selected_date: "2026-11-02" } }) },
    },
    press("step.done", two),
    {
      ...submit("step.done_form", { id: two }, {}),
      values: fields({ checks: { type: "checkboxes", selected_options: [{ value: "0" }] }, words }),
    },
    ...["move", "ask", "stuck"].map((act) => press(`step.${act}`, two)),
    {
      ...submit("step.move_form", { id: two, previewed: "2026-12-01" }, {}),
      values: fields({ to: { type: "datepicker", selected_date: "2026-12-01" }, words }),
    },
    { ...submit("step.ask_form", { id: two, isStuck: true }, {}), values: fields({ words }) },
    press("step.missing", two),
    {
      ...submit("step.missing_form", { id: two }, {}),
      values: fields({ choice: { type: "static_select", selected_option: { value: "one" } }, words }),
    },
    press("step.approve", three, { by: "sofia" }),
    press("step.refuse", three, { by: "sofia" }),
    press("step.decline", two),
    { ...submit("step.decline_form", { id: two }, {}), values: fields({ words }) },
    { ...submit("step.refuse_form", { id: three }, {}), by: "sofia", values: fields({ words }) },
    ...["take", "not_me"].map((act) => press(`step.${act}`, trackId)),
    press("step.menu", `give:${two}`),
    { ...submit("step.not_me_form", { id: trackId }, {}), values: fields({ words }) },
    ...["raci", "times", "work-picture", "roles.program", "tracks.program"].map((id) =>
      press(id, programId, { view: view({}) }),
    ),
    press("welcome.start", { programId, personId: newcomerId }),
    press("step.heirs", two),
    submit("step.heirs_form", { itemId: two, itemIds: [] }, {}),
    { ...submit("work.decline_form", { id: requestId }, {}), values: fields({ words }) },
    {
      ...submit("work.capacity_form", { id: requestId }, {}),
      values: fields({ line: words, until: { type: "datepicker", selected_date: "2026-12-01" } }),
    },
    {
      ...submit("work.same_form", { id: requestId }, {}),
      values: fields({ choice: { type: "static_select", selected_option: { value: requestId } } }),
    },
    { ...submit("work.not_same_form", { id: requestId }, {}), by: "nina", values: fields({ words }) },
    { ...submit("work.object_form", { trackId, key: "prioritisation" }, {}), values: fields({ line: words }) },
    press("work.act:validate", { act: "validate", id: programId }),
    {
      ...submit("work.validate_form", { id: programId }, {}),
      values: fields({
        verdict: { type: "radio_buttons", selected_option: { value: "decline" } },
        ticked1: { type: "checkboxes", selected_options: [{ value: requestId }] },
        words,
      }),
    },
    keeping(programId, press("roles.ask_from", "developer", { view: view({}) })),
    press("tracks.plan", trackId),
    keeping(programId, press("tracks.template", "rollout", { view: view({}) })),
    press("tracks.planned", "add", { view: view({ trackId, seen: "", previewed: "" }) }),
    {
      ...submit("tracks.plan_form", { trackId, seen: "", previewed: "" }, {}),
      values: fields({
        what: { type: "radio_buttons", selected_option: { value: "leave-out" } },
        step: { type: "static_select", selected_option: { value: "two" } },
      }),
    },
    ...["comment", "confirm", "leave"].map((act) =>
      press(`work.act:${act}`, { act, id: requestId }, { key: `made press work.act:${act}` }),
    ),
    { ...submit("work.comment_form", { id: requestId }, {}), values: fields({ words }) },
    press("work.how_answered", "options", { view: view({ id: requestId }) }),
    ...["work.ask", "work.list", "work.program"].map((id) => press(id, programId, { view: view({}) })),
    press("work.type", `${programId}:campaign`, { view: view({}) }),
    press("work.page:1", { programId, page: 1 }, { view: view({}) }),
    press("work.filter:step", "creation", { view: view({ programId }) }),
    press("work.open", requestId),
    press("work.add", requestId, { by: "nina" }),
    { ...submit("work.intake", { requestId }, {}), by: "nina", values: fields({ "field:campaign": words }) },
    press("program.edit", programId),
    press("program.feed", programId),
    press("program.ask_first", programId),
    press("program.name_lead", programId),
    {
      ...keeping(programId, submit("program.lead_form", {}, {})),
      values: fields({ person: { type: "users_select", selected_user: null } }),
    },
    press("program.not_me", "", { by: "sofia" }),
    {
      ...keeping("", submit("program.not_me_form", {}, {})),
      ...{ by: "sofia", values: fields({ roles: { type: "checkboxes", selected_options: [] } }) },
    },
    press("program.more", "", form),
    press(
      "program.team_from",
      "",
      chosenIn("team_from:0", { type: "conversations_select", selected_conversation: "C1" }),
    ),
    press("cadence.ask_everybody", cadenceId),
    press("audit.earlier", "none", pages),
    press("audit.later", "", pages),
    press("page.edit", { ...theCase, section: "cost" }),
    press("page.approve", { ...theCase, read: {} }),
    press("page.ask", theCase),
    press("page.history", theCase),
    press("page.pdf", theCase),
    press("page.share", theCase),
    submit("page.ask_form", theCase, {}),
    submit("page.share_form", theCase, {}),
    submit("page.section", { ...theCase, section: "cost", revision: 0 }, { text: "Two people." }),
    press("home.more", "", home),
    press("home.back", "", home),
    press("home.unfold", "asks", home),
    press("home.fold", "asks", home),
    press("register.reopen", closed, { by: "tom" }),
    {
      ...submit("register.close_form", { itemId: issue, isOverItem: false }, {}),
      values: fields({
        ends: { type: "radio_buttons", selected_option: { value: "done" } },
        note: { type: "plain_text_input", value: "Done" },
      }),
    },
    submit("register.close_form", { itemId: milestone, isOverItem: false }, { note: "Not now" }),
    keeping(cadenceId, submit("cadence.pause_form", {}, { reason: "Holidays" })),
    keeping(cadenceId, submit("cadence.archive_form", {}, {})),
    keeping(programId, submit("program.close_form", {}, {})),
    press("program.reopen", programId),
  ];
}

/** Below a digest, on the screens beside it, and on what has not been sent yet. */
async function ofReports(
  { db, programId, checkInId }: { db: Run["db"]; programId: string; checkInId: string },
  { press, submit, fields }: Making,
): Promise<Offer[]> {
  const reports = db.selectFrom("report").select("id").where("program_id", "=", programId);
  const [{ id: digestId }, { id: draftId }, { id: sentId }, { id: approvalId }, { id: questionId }] = await Promise.all(
    [
      db
        .selectFrom("digest")
        .innerJoin("person", "person.id", "digest.reader_id")
        .select("digest.id")
        .where("person.handle", "=", "lea")
        .executeTakeFirstOrThrow(),
      reports.where("sent_at", "is", null).orderBy("id").executeTakeFirstOrThrow(),
      reports.where("sent_at", "is not", null).orderBy("id").executeTakeFirstOrThrow(),
      db.selectFrom("approval").select("id").orderBy("id").executeTakeFirstOrThrow(),
      db.selectFrom("report_question").select("id").orderBy("asked_at").executeTakeFirstOrThrow(),
    ],
  );
  const [place, now] = [`${programId} ${digestId}`, `${programId} -`];
  const everything = { day: null, label: null, page: 0 };
  const portfolio = submit("report.portfolio", everything, {});
  const asOf = { type: "datepicker", selected_date: "2026-11-02" };
  const words = { type: "plain_text_input", value: "So it is" };
  const status = { type: "radio_buttons", selected_option: { value: "red" } };
  return [
    ...["pdf", "md", "csv"].map((choice) =>
      press("digest.menu", `${choice}:${digestId}`, { key: `made press digest.menu ${choice}` }),
    ),
    press("digest.choose_program", digestId),
    press("digest.open_program", place),
    press("digest.sources", place),
    press("digest.forward", digestId),
    {
      ...keeping(digestId, submit("digest.forward_form", {}, {})),
      values: fields({
        text: words,
        person: { type: "users_select", selected_user: null },
        channel: { type: "conversations_select", selected_conversation: "C1" },
      }),
    },
    press("digest.seen", digestId),
    press("thanks.open", digestId),
    press("report.open", programId),
    press("report.register", programId),
    press("report.read_answer", `${now} ${checkInId}`),
    press("report.sources_earlier", `${now} 0`, { view: portfolio.view }),
    press("report.sources_later", `${now} 1`, { view: portfolio.view }),
    press("report.portfolio_earlier", "0", { view: portfolio.view }),
    press("report.portfolio_later", "1", { view: portfolio.view }),
    { ...portfolio, values: fields({ asOf, label: { type: "static_select", selected_option: null } }) },
    { ...keeping(programId, submit("report.program", {}, {})), values: fields({ asOf }) },
    {
      ...keeping(programId, submit("report_draft.approver_form", {}, {})),
      values: fields({ approver: { type: "radio_buttons", selected_option: { value: "deputy" } } }),
    },
    press("report_draft.change", draftId),
    submit("report_draft.change_form", { reportId: draftId, seenAt: null }, { line0: "So it is" }),
    press("report_draft.fine", draftId),
    press("report_draft.hold", draftId),
    press("report_draft.release", draftId),
    press("report_draft.refuse", approvalId, { by: "sofia" }),
    { ...keeping(approvalId, submit("report_draft.refuse_form", {}, { reason: "Wrong" })), by: "sofia" },
    press("report_draft.approve", approvalId, { by: "sofia" }),
    press("question.ask", programId, { by: "sofia" }),
    { ...submit("question.form", { programId, digestId: null }, { words: "Why is it late?" }), by: "sofia" },
    press("question.reply", questionId),
    keeping(questionId, submit("question.reply_form", {}, { words: "No testers" })),
    press("report.correct", sentId),
    { ...keeping(sentId, submit("report.correct_form", {}, {})), values: fields({ status, why: words }) },
  ];
}

interface Making {
  press(id: string, value: string | object, more?: Partial<Offer>): Offer;
  submit(id: string, metadata: object, fields: Record<string, string>): Offer;
  fields(given: object): JsonObject;
}

/** A form that keeps an id alone. */
function keeping(id: string, offer: Offer): Offer {
  return { ...offer, view: { ...offer.view, private_metadata: id } };
}

/** All that somebody can press or send in a view. */
function asShown(view: object, by: string): Offer[] {
  return offersIn(parseObject(JSON.stringify({ view })), by);
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  return isObject(value) ? value : {};
}
