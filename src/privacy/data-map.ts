/**
 * What every table keeps about people, column by column and JSON field by field: the one place by which their data is shown,
 * erased and aged. A table without an entry does not compile; a column or a field without one fails `test/privacy/data-map`.
 */

import type { Tables } from "../platform/database.ts";

/** The kinds of data that *My data* shows apart: "Your answers", "Your roles". */
export const DATA_KINDS = [
  "preferences",
  "seats",
  "asked",
  "answers",
  "record",
  "candidacies",
  "messages",
  "log",
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** How long rows are kept; all but the scores of candidates for a sponsor by a setting. */
export const AGE_CLASSES = ["daily", "other", "record", "messages", "log", "candidates"] as const;
export type AgeClass = (typeof AGE_CLASSES)[number];

/**
 * Whose words stand in a column: of the person whose id stands in a column of the row; where that column is JSON, in it under
 * the place of the text (`purpose`, `description.tasks.0.en`); or
 * `history`: of whoever gave them last, by the history of the item or by the log,
 * `document`: of several people, put together by Drumbeat: erased whole where somebody took part in its program; beside a
 * column, of the person there too,
 * `everybody`: of the organisation: what a program is called, what is asked,
 * `nobody`: Slack's or ours.
 */
type Author = "history" | "document" | "everybody" | "nobody" | (string & {});

/** Paths of the texts in a JSON column, without their places in lists: `options.label`. `*`: under a name that people chose. */
interface JsonColumn {
  by: Author;
  words?: string;
  /** Of its words those that the organisation gave. */
  everybody?: string;
  /** Ids of people. */
  people?: string;
  /** States, codes, keys. Ids of things, days and instants need not be named. */
  plain?: string;
}

/**
 * When rows go. `at`: the column with the instant or day from which they are kept; `whenClosed`: from the end of their
 * program; `ofWhoLeft`: from when their owner left Slack; `with`: with the row that they belong to.
 */
type Age =
  | { class: AgeClass; at: string }
  | { class: AgeClass; whenClosed: true }
  | { class: AgeClass; ofWhoLeft: true }
  | { with: true };

export interface TableData {
  /** Left out: nothing about anybody. */
  kind?: DataKind;
  /** The columns of its key after the workspace. */
  key: string;
  /** The column with the id of whose row it is. */
  owner?: string;
  /** Columns with ids of others who have a part in it. */
  named?: string;
  /** Columns in whose text such ids stand: `prompt:<round>:<person>`. */
  coded?: string;
  words?: Readonly<Record<string, Author>>;
  json?: Readonly<Record<string, JsonColumn>>;
  /** The column that is 1 where the words of a row are offered to all: then they are the organisation's. */
  offered?: string;
  /** All other columns: ids of things, states, numbers, days. */
  plain?: string;
  /** The table that its rows belong to, and the column with the id. */
  partOf?: readonly [table: keyof Tables, column: string];
  /** Whoever owns that row owns these too. */
  isOfOwner?: true;
  /** An erasure deletes the rows of their owner, and those that belong to them. */
  isDeleted?: true;
  ages?: readonly Age[];
}

const withItem = { partOf: ["item", "item_id"], ages: [{ with: true }] } as const satisfies Partial<TableData>;
const withTrack = { partOf: ["track", "track_id"], ages: [{ with: true }] } as const satisfies Partial<TableData>;
const withParent = { isDeleted: true, ages: [{ with: true }] } as const satisfies Partial<TableData>;
const whenClosed = { class: "record", whenClosed: true } as const;
const ofRecord = { kind: "record", ages: [whenClosed] } as const satisfies Partial<TableData>;
const ofWhoLeft = { isDeleted: true, ages: [{ class: "log", ofWhoLeft: true }] } as const satisfies Partial<TableData>;

/** Columns of every type of item, in the item and in its history. */
const ITEM_WORDS = `cause effect nextAction validatedBy consequence impact whoCanUnblock giver receiver context options rationale
  consulted role expectedOutcome options.label options.effect why costOfWaiting pending.text pending.rationale
  outcome.text outcome.rationale place points stanceWords capacity cares resistance approach theyExpect weExpect unit`;
const ITEM_PEOPLE = `decidedBy waiting.for pending.waited.for outcome.decidedBy answer.by answer.to personId`;
const ITEM_PLAIN = `response severity kind requestId waiting.because pending.waited.because outcome.decisionId
  outcome.decisionCode outcome.given time zone answer.is outcome power interest stance coalitionWith key
  direction baseline target firstTarget rhythm waypoints.value measureIds programIds amount currency`;
const within = (name: string, paths: string) => paths.replaceAll(/\S+/g, (path) => `${name}.${path}`);
const EVENT: Omit<JsonColumn, "by"> = {
  words: `title description import.file ${within("details", ITEM_WORDS)}`,
  people: `owner_id ownerId writerId ${within("details", ITEM_PEOPLE)} assignment.from assignment.to`,
  plain: `state type disclosure named assignment.because said.sourceKey said.disclosure permalink vote.result import.id import.isUndone source_key
    ${within("details", ITEM_PLAIN)}`,
};
const LOGGED: Omit<JsonColumn, "by"> = {
  words: "title purpose benefits reason name address",
  people: `seats.personId personId delegate delegate_person_id approver namedAdmins people audience
    readers pilot personIds`,
  plain: `seats.role role key state visibility meets rhythm period source channel_id channel_problem whoMayCreate locale
    workingWeek
    holidayRegion messagesCome hours.from hours.until audience readers disclosure rule rule.* rule.*.* retention release region section
    labels.* kind what approver triggers.off template command`,
};

export const DATA_MAP = {
  absence: {
    kind: "preferences",
    key: "id",
    owner: "person_id",
    named: "delegate_person_id",
    plain: "from_date until_date source status_until created_at",
    isDeleted: true,
    ages: [{ class: "other", at: "until_date" }],
  },
  approval: {
    key: "id",
    owner: "asked_of",
    named: "by_id named_by",
    words: { reason: "by_id" },
    plain: "program_id subject_kind subject_id state at answer_by created_at",
    ...ofRecord,
  },
  request_message: { key: "item_id message_key", coded: "message_key", plain: "noted_at has_buttons", ...withItem },
  request_term: { key: "item_id kind", plain: "ends_at", ...withItem },
  request_vote: {
    kind: "record",
    key: "item_id circulation person_id revision",
    owner: "person_id",
    plain: "option cast_at",
    ...withItem,
  },
  audience_source: { key: "kind source_id", plain: "name state next_check_at pass_began_at cursor" },
  audit: {
    kind: "log",
    key: "id",
    owner: "actor_id",
    named: "subject_id",
    json: { before: { by: "history", ...LOGGED }, after: { by: "history", ...LOGGED } },
    plain: "at action subject_kind program_id",
    ages: [{ class: "log", at: "at" }],
  },
  cadence: {
    kind: "asked",
    key: "id",
    named: "paused_by",
    words: { title: "everybody", pause_reason: "paused_by" },
    json: {
      audience: { by: "nobody", people: "", plain: "" },
      readers: { by: "nobody", people: "", plain: "" },
      pilot: { by: "nobody", people: "members people", plain: "members" },
    },
    plain: `program_id key template rule disclosure state question_set_id planned_through next_check_at created_at resumes_on
      is_required`,
  },
  cadence_draft: {
    kind: "answers",
    key: "id",
    owner: "person_id",
    words: { content: "person_id" },
    plain: "updated_at",
    isDeleted: true,
  },
  calendar: { key: "key", plain: "name region days updated_at" },
  candidate_score: {
    kind: "candidacies",
    key: "candidate_id criterion by_id",
    owner: "by_id",
    words: { evidence: "by_id" },
    plain: "score at",
    partOf: ["sponsor_candidate", "candidate_id"],
    isOfOwner: true,
    ...withParent,
  },
  check_in: {
    kind: "answers",
    key: "id",
    owner: "person_id",
    plain: "round_id program_id cadence_id revision created_at removed_at",
    ages: [{ class: "other", at: "created_at" }, whenClosed],
  },
  check_in_revision: {
    kind: "answers",
    key: "check_in_id revision",
    owner: "author_id",
    json: {
      answers: {
        by: "author_id",
        words: "* *.reason *.pathToGreen.action",
        people: "*",
        plain: "*.colour *.recommend *.outlook *.outlook.*",
      },
      unsigned_answers: { by: "author_id", words: "*" },
    },
    plain: "program_id answered_at nothing_to_report is_late health",
    partOf: ["check_in", "check_in_id"],
    isOfOwner: true,
    ages: [{ with: true }],
  },
  deletion: { key: "class", plain: "due_at count next_at step done_to" },
  committee: {
    kind: "seats",
    key: "program_id",
    named: "chair_id",
    plain: "quorum",
    ages: [whenClosed],
  },
  delivery: {
    kind: "messages",
    key: "id",
    owner: "person_id",
    named: "author_id",
    coded: "key conversation",
    json: {
      subject: {
        by: "author_id",
        words: "words question questions questions.en questions.fr",
        people: "personId ownerId formerId byId ofId leadId toId delegateId fromId readerId",
        plain:
          "what about because role as comes prefill ts week month format page answer member texts.hash monday until is key questionId fileId imported.programId imported.importId imported.at imported.counts.*",
      },
    },
    plain: `kind channel_id updates_id thread_id priority state due_at expires_at attempts lease_until version last_error
      sent_at sent_channel_id sent_ts created_at contact held_reason first_due_at bundle_id lane file_ids request_id`,
    ages: [{ class: "log", at: "created_at" }],
  },
  digest_schedule: { kind: "preferences", key: "person_id rhythm", owner: "person_id", plain: "next_at", ...ofWhoLeft },
  erasure: {
    kind: "log",
    key: "id",
    owner: "person_id",
    named: "by_id",
    words: { names: "nobody" },
    plain: "state step done_to found cleared begun_at due_at finished_at",
    ages: [{ class: "log", at: "finished_at" }],
  },
  item: {
    key: "id",
    owner: "raised_by",
    named: "owner_id",
    coded: "source_key",
    words: { title: "history", description: "history" },
    json: { details: { by: "history", words: ITEM_WORDS, people: ITEM_PEOPLE, plain: ITEM_PLAIN } },
    plain: `program_id type number state raised_at due_on original_due_on due_moves answer_by disclosure round_id check_in_id
      check_in_revision permalink replaced_by revision closed_at updated_at remind_at`,
    ...ofRecord,
  },
  item_event: {
    kind: "record",
    key: "item_id revision",
    owner: "actor_id",
    words: { note: "history" },
    json: { before: { by: "history", ...EVENT }, after: { by: "history", ...EVENT } },
    plain: "at event check_in_id",
    ...withItem,
  },
  measure_asking: { key: "item_id", plain: "for_day ask_at is_put_off", ...withItem },
  measure_value: {
    kind: "record",
    key: "item_id entry",
    owner: "entered_by",
    plain: "on_day value entered_at source check_in_id",
    ...withItem,
  },
  meeting: {
    key: "id",
    named: "closed_by",
    words: { place: "everybody" },
    json: { present: { by: "nobody", people: "personIds" } },
    plain: `program_id kind day starts_at zone state drafted_at to_chair_at approved_at sent_at closed_at recorded_at edition
      sequence due_at`,
    ...ofRecord,
  },
  meeting_topic: {
    kind: "record",
    key: "id",
    named: "added_by words_by",
    words: { title: "added_by", decided: "words_by", why: "words_by", noted: "words_by" },
    json: {
      guests: { by: "nobody", people: "personIds" },
      actions: { by: "words_by", words: "what", people: "ownerId" },
    },
    plain: "program_id position minutes source item_id state version option decision_id",
    partOf: ["meeting", "meeting_id"],
    ages: [{ with: true }],
  },
  membership: { kind: "seats", key: "kind source_id person_id", owner: "person_id", plain: "seen_at", ...ofWhoLeft },
  opt_out: { kind: "preferences", key: "cadence_id person_id", owner: "person_id", plain: "at", ...ofWhoLeft },
  page_section: {
    key: "id",
    owner: "written_by",
    words: { text: "written_by" },
    json: { measures: { by: "written_by", words: "name baseline target" } },
    plain: "program_id page section revision written_at",
    ...ofRecord,
  },
  page_version: {
    key: "id",
    owner: "asked_by",
    plain: "program_id page sections basis asked_at",
    ...ofRecord,
  },
  // An erasure resets these by name (`erasure.ts`); is_bot, affiliation, notified_at and created_at stay.
  person: {
    kind: "preferences",
    key: "id",
    owner: "id",
    coded: "slack_user_id",
    words: { name: "nobody", slack_name: "nobody", handle: "nobody" },
    plain: `picture_url zone locale slack_locale is_bot is_admin is_primary_owner is_named_admin erased_at
      is_deactivated affiliation dm_channel_id welcomed_at notified_at created_at updated_at`,
  },
  person_preference: {
    kind: "preferences",
    key: "person_id",
    owner: "person_id",
    plain: `working_days hours_from hours_to preferred_at language holiday_region
      messages_come weekly_on uses_slack_status updated_at`,
    ...ofWhoLeft,
  },
  office_seat: {
    kind: "seats",
    key: "id",
    owner: "person_id",
    words: { label_name: "everybody", label_value: "everybody" },
    plain: "from_date until_date created_at",
    ...ofWhoLeft,
  },
  picture: { key: "key", coded: "key", plain: "state file_id since", ages: [{ class: "log", at: "since" }] },
  program: {
    kind: "record",
    key: "id",
    named: "closed_by change_by",
    words: {
      title: "everybody",
      purpose: "writers",
      benefits: "writers",
      label_name: "everybody",
      label_value: "everybody",
    },
    json: {
      labels: { by: "everybody", words: "*" },
      writers: { by: "nobody", people: "purpose benefits" },
      meets: {
        by: "everybody",
        words: "committee.place team.place",
        plain: "committee.repeats committee.at committee.zone team.repeats team.at team.zone",
      },
    },
    plain: `kind key short_key flagship visibility state closed_at channel_id starts_on ends_on channel_problem created_at
      limit_currency lead_limit_amount lead_limit_days sponsor_limit_amount sponsor_limit_days
      paused_from paused_until stops_on next_change_on rank`,
  },
  program_status: {
    key: "id",
    owner: "by_id",
    words: { reason: "by_id", action: "by_id" },
    plain: "program_id at status action_by given_as check_in_id revision",
    ...ofRecord,
  },
  prompt: {
    kind: "asked",
    key: "id",
    owner: "person_id",
    named: "delegate_id",
    plain: "round_id state opens_at due_at closes_at remind_at sent_at later_at reason is_late absence_id",
    ages: [{ class: "other", at: "closes_at" }],
  },
  question_set: {
    key: "id",
    json: {
      questions: {
        by: "everybody",
        words: `label label.en label.fr short short.en short.fr hint hint.en hint.fr options.value options.label options.label.en
          options.label.fr`,
        plain: "key type feeds language",
      },
    },
    plain: "cadence_id version created_at",
  },
  digest: {
    kind: "messages",
    key: "id",
    owner: "reader_id",
    plain: "rhythm period locale zone cut_off_at reports choice",
    isDeleted: true,
    ages: [{ class: "record", at: "cut_off_at" }],
  },
  digest_seen: {
    kind: "messages",
    key: "digest_id",
    owner: "reader_id",
    plain: "seen_at",
    partOf: ["digest", "digest_id"],
    ...withParent,
  },
  reader_rhythm: {
    kind: "preferences",
    key: "person_id rhythm",
    owner: "person_id",
    plain: "is_wanted updated_at",
    ...ofWhoLeft,
  },
  received: { key: "key", coded: "key", plain: "received_at" },
  report: {
    kind: "messages",
    key: "id",
    named: "words_by held_by corrected_by",
    words: { correction: "corrected_by" },
    json: {
      document: {
        by: "document",
        words: `waits.text waits.texts.en waits.texts.fr waits.role lines.text lines.texts.en lines.texts.fr lines.outcome lines.goal lines.action lines.was.reason lines.presence.place status.reason status.action
          milestones.title measures.title measures.unit objectives.title`,
        people: "lines.by lines.owner lines.was.owner status.by",
        plain: `rhythm period.label lines.kind lines.code lines.type lines.was.status lines.ending lines.recommend lines.outlook lines.was.outlook lines.about lines.sources.kind
          lines.sources.period lines.teamStatus lines.presence.time lines.presence.zone milestones.code status.status
          status.before strip measures.code measures.direction measures.corners.value measures.values.value
          measures.before.value measures.latest.value measures.planned measures.ended.as objectives.code
          objectives.ended.as`,
      },
      words: { by: "words_by document", words: "lines.from lines.to", plain: "lines.kind" },
    },
    plain: "program_id rhythm period version state cut_off_at words_at send_at sent_at created_at",
    ages: [whenClosed],
  },
  report_question: {
    kind: "messages",
    key: "id",
    owner: "asked_by",
    named: "replied_by",
    // It begins with the id of whoever asked.
    coded: "id",
    words: { question: "asked_by", reply: "replied_by" },
    plain: "program_id digest_id asked_at replied_at",
    ages: [{ class: "messages", at: "asked_at" }],
  },
  report_approver: { kind: "seats", key: "program_id", named: "set_by", plain: "approver set_at", ages: [whenClosed] },
  role_holder: {
    kind: "seats",
    key: "id",
    owner: "person_id",
    named: "named_by",
    plain: "role_id from_at ended_at",
    ...ofWhoLeft,
  },
  quarter_review: {
    key: "program_id quarter",
    named: "decided_by taken_back_by",
    plain: "body_id check_in_id recommendation is_apart until state request_id decision_id begins_on opened_at",
    json: { choices: { by: "nobody" }, earlier: { by: "nobody" } },
    ...ofRecord,
  },
  round: {
    key: "id",
    plain: `cadence_id program_id key period question_set_id state opens_at due_at closes_at missed_reason missed_count asked_at
      created_at`,
  },
  seat: {
    kind: "seats",
    key: "id",
    owner: "person_id",
    named: "named_by",
    plain: "program_id role from_date until_date named_at handed_on_at created_at",
    ages: [whenClosed],
  },
  slack_pace: { key: "method", coded: "state", plain: "version" },
  sponsor_candidate: {
    kind: "candidacies",
    key: "id",
    owner: "person_id",
    named: "named_by",
    plain: "named_at",
    partOf: ["sponsor_choice", "choice_id"],
    ...withParent,
  },
  sponsor_choice: {
    kind: "candidacies",
    key: "id",
    named: "opened_by chosen_id",
    json: { scorers: { by: "nobody", people: "personId byId" } },
    plain: "program_id turn state opened_at ended_at decision_id",
    ages: [
      { class: "candidates", at: "ended_at" },
      { class: "candidates", whenClosed: true },
    ],
  },
  sponsor_request: {
    kind: "candidacies",
    key: "id",
    owner: "person_id",
    named: "asked_by",
    plain: "choice_id asked_at answer answered_at",
    partOf: ["sponsor_candidate", "candidate_id"],
    ...withParent,
  },
  next_week: { key: "", plain: "begins_at" },
  typed_words: {
    kind: "answers",
    key: "person_id ts",
    owner: "person_id",
    words: { text: "person_id" },
    plain: "at",
    isDeleted: true,
  },
  workspace: {
    key: "id",
    words: { data_protection_address: "everybody" },
    plain: `slack_team_id name locale who_may_create working_week holiday_region messages_come hours_from hours_until
      are_hours_locked choosing_consulted_on retention created_at`,
  },
  track: {
    key: "id",
    owner: "started_by",
    named: "about_id",
    plain: "program_id template_id state milestone_id started_at ended_at",
    ...ofRecord,
  },
  track_need: { key: "track_id step_key place needs_key", ...withTrack },
  track_step: {
    key: "track_id key",
    plain: "item_id wait_until ready_at accepted_at done_at rework look_at",
    ...withTrack,
  },
  track_template: {
    kind: "record",
    key: "id",
    owner: "saved_by",
    json: {
      definition: {
        by: "saved_by",
        words: `name.* purpose.* steps.title.* steps.checks.* steps.inHand.* steps.link.* intake.fields.label.*
          intake.fields.options.*`,
        plain: `version key roles isAboutPerson intake.fields.key intake.fields.kind steps.stage steps.key steps.role
          steps.accountable steps.consulted steps.informed steps.after steps.gate steps.term steps.brings steps.wait.*`,
      },
    },
    offered: "is_offered",
    plain: "key version saved_at",
  },
  working_role: {
    key: "id",
    owner: "added_by",
    json: {
      description: {
        by: "writers",
        words: "answersFor.* skills.* tasks.* firstTasks.* gives.* needs.* learning.*",
        everybody: "name.*",
      },
      writers: { by: "nobody", people: "description.*.* description.*.*.*" },
    },
    plain: "program_id key added_at ended_at",
    ...ofRecord,
  },
  work_request: {
    kind: "record",
    key: "id",
    owner: "asked_by",
    named: "requester_id note_by",
    words: { title: "writers", note: "note_by" },
    json: {
      answers: { by: "writers", words: "*" },
      writers: { by: "nobody", people: "title answers.*" },
    },
    plain: `program_id number permalink needed_by rank rework held_until outcome merged_into asked_at ended_at`,
    ...withTrack,
  },
  work_type: {
    kind: "record",
    key: "program_id template_key",
    named: "opened_by",
    plain: "opened_at",
    ages: [whenClosed],
  },
  workspace_fact: { key: "key", coded: "value", plain: "noted_at" },
} as const satisfies { readonly [Table in keyof Tables]: TableData };
