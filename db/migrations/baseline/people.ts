import type { TableShape, TenantTables } from "../dialect.ts";

/** Every other table has its rows by workspace. */
export const workspace: TableShape = {
  columns: {
    id: "text",
    slack_team_id: "text",
    name: "text",
    locale: "text",
    who_may_create: { default: "anyone" },
    working_week: { default: '["mo","tu","we","th","fr"]' },
    holiday_region: "text?",
    messages_come: { default: "together" },
    hours_from: { default: "08:00" },
    hours_until: { default: "20:00" },
    are_hours_locked: { default: 0 },
    data_protection_address: { default: "" },
    retention: { default: "{}" },
    choosing_consulted_on: "text?",
    created_at: "text",
  },
  key: ["id"],
  unique: [["slack_team_id"]],
};

export const people: TenantTables = {
  person: {
    columns: {
      id: "text",
      slack_user_id: "text",
      handle: "text",
      name: "text",
      slack_name: "text",
      picture_url: "text?",
      zone: "text",
      locale: "text",
      is_bot: "integer",
      is_admin: "integer",
      is_primary_owner: "integer",
      is_deactivated: "integer",
      dm_channel_id: "text?",
      welcomed_at: "text?",
      is_named_admin: { default: 0 },
      affiliation: { default: "member" },
      slack_locale: "text?",
      erased_at: "text?",
      notified_at: "text?",
      created_at: "text",
      updated_at: "text",
    },
    key: ["id"],
    unique: [["slack_user_id"], ["handle"]],
    indexes: {
      // Who are the few admins? Asked at each round, and whenever a check-in of somebody who leads alone is late.
      by_admin: ["workspace_id", "is_admin"],
      // The same, of those who are no admins in Slack.
      by_named_admin: ["workspace_id", "is_named_admin"],
      // Who has this name? Asked when somebody comes, leaves or changes theirs.
      by_name: ["workspace_id", "slack_name"],
      // Who has left Slack? Asked once by each process. Of those alone: for who is there, it would lead to everybody.
      by_gone: { columns: ["workspace_id", "id"], where: "is_deactivated = 1" },
    },
  },
  absence: {
    columns: {
      id: "text",
      person_id: "text",
      from_date: "text",
      until_date: "text",
      delegate_person_id: "text?",
      source: { default: "person" },
      status_until: "text?",
      created_at: "text",
    },
    key: ["id"],
    references: { person_id: "person", delegate_person_id: "person" },
    indexes: {
      // Is this person away on that day?
      by_person: ["workspace_id", "person_id", "until_date"],
      // What is theirs: for whom does this person stand in?
      by_delegate: ["workspace_id", "delegate_person_id"],
    },
  },
  person_preference: {
    columns: {
      person_id: "text",
      working_days: "text?",
      hours_from: "text?",
      hours_to: "text?",
      preferred_at: "text?",
      language: "text?",
      holiday_region: "text?",
      uses_slack_status: "integer",
      messages_come: "text?",
      weekly_on: "text?",
      updated_at: "text",
    },
    key: ["person_id"],
    references: { person_id: "person" },
  },
  audit: {
    columns: {
      id: "text",
      at: "text",
      actor_id: "text?",
      action: "text",
      subject_kind: "text",
      subject_id: "text",
      before: "text?",
      after: "text?",
      program_id: "text?",
    },
    key: ["id"],
    references: { actor_id: "person" },
    indexes: {
      // What was done to these programs, the latest first.
      by_program: ["workspace_id", "program_id", "id"],
      // What is theirs: what has this person done?
      by_actor: ["workspace_id", "actor_id", "id"],
      // What is theirs: what was done to this person's data?
      by_subject: ["workspace_id", "subject_kind", "subject_id"],
    },
  },
};
