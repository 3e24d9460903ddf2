/** How a forecast copies each table. One that is not declared here does not compile, and a secret is never copied. */
import type { Tables } from "../platform/database.ts";

/**
 * `never`: history, and what a forecast may not hold (tokens, secrets, installations). `whole`: small tables to which others
 * refer. `program`, `person`: the column by which rows belong to one; where it is null, to everybody. `parent`: with the rows
 * of another table, to which the column `by` points.
 */
export type CopyRule =
  | "never"
  | "whole"
  | { program: string }
  | { person: string }
  | { parent: keyof Tables; by: string };

export const COPIED: { readonly [Table in keyof Tables]: CopyRule } = {
  absence: "whole",
  approval: { program: "program_id" },
  audience_source: "whole",
  audit: "never",
  cadence: { program: "program_id" },
  cadence_draft: "whole",
  calendar: "whole",
  candidate_score: "whole",
  check_in: { program: "program_id" },
  check_in_revision: { program: "program_id" },
  committee: { program: "program_id" },
  deletion: "whole",
  delivery: { person: "person_id" },
  digest: { person: "reader_id" },
  digest_schedule: { person: "person_id" },
  digest_seen: { person: "reader_id" },
  erasure: "never",
  item: { program: "program_id" },
  item_event: { parent: "item", by: "item_id" },
  measure_asking: { parent: "item", by: "item_id" },
  measure_value: { parent: "item", by: "item_id" },
  meeting: { program: "program_id" },
  meeting_topic: { parent: "meeting", by: "meeting_id" },
  membership: "whole",
  next_week: "whole",
  office_seat: "whole",
  opt_out: "whole",
  page_section: { program: "program_id" },
  page_version: { program: "program_id" },
  person: "whole",
  person_preference: "whole",
  picture: "never",
  program: { program: "id" },
  program_status: { program: "program_id" },
  prompt: { parent: "round", by: "round_id" },
  quarter_review: { program: "program_id" },
  question_set: { parent: "cadence", by: "cadence_id" },
  reader_rhythm: { person: "person_id" },
  received: "never",
  report: { program: "program_id" },
  report_approver: { program: "program_id" },
  report_question: { program: "program_id" },
  request_message: { parent: "item", by: "item_id" },
  request_term: { parent: "item", by: "item_id" },
  request_vote: { parent: "item", by: "item_id" },
  role_holder: { parent: "working_role", by: "role_id" },
  round: { program: "program_id" },
  seat: { program: "program_id" },
  slack_pace: "never",
  sponsor_candidate: { parent: "sponsor_choice", by: "choice_id" },
  sponsor_choice: { program: "program_id" },
  sponsor_request: { parent: "sponsor_choice", by: "choice_id" },
  track: { program: "program_id" },
  track_need: { parent: "track", by: "track_id" },
  track_step: { parent: "track", by: "track_id" },
  track_template: "whole",
  typed_words: "never",
  work_request: { program: "program_id" },
  work_type: { program: "program_id" },
  working_role: { program: "program_id" },
  workspace: "whole",
  workspace_fact: "whole",
};
