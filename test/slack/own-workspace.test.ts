import { expect, it } from "vitest";
import { isOwn } from "../../src/slack/own-workspace.ts";

const OWN = { teamId: "T1", enterpriseId: "E1" };
const authorizations = (...teams: (string | null)[]) => teams.map((id) => ({ team_id: id, enterprise_id: null }));

it.each([
  ["an act here", { team: { id: "T1" }, user: { id: "U1", team_id: "T1" } }],
  ["a command here", { team_id: "T1" }],
  ["an event here", { team_id: "T1", context_team_id: "T1", authorizations: authorizations("T1") }],
  ["an event of a shared channel, told by their workspace", { team_id: "T2", authorizations: authorizations("T1") }],
  ["an event of a shared channel without authorizations", { team_id: "T2", context_team_id: "T1" }],
  ["somebody of another company in our view", { team: { id: "T2" }, view: { app_installed_team_id: "T1" } }],
  ["an act of our organisation", { team: null, enterprise: { id: "E1" } }],
  ["an envelope that names nothing", { team: null, enterprise: null }],
])("takes %s", (_, body) => {
  expect(isOwn(body, OWN)).toBe(true);
});

it.each([
  ["an act in another workspace", { team: { id: "T2" }, user: { id: "U1", team_id: "T1" } }],
  ["a command there", { team_id: "T2" }],
  ["an event there", { team_id: "T1", authorizations: authorizations("T2") }],
  ["a view that is open there", { team: { id: "T1" }, view: { app_installed_team_id: "T2" } }],
  ["an act of another organisation", { team: null, enterprise: { id: "E2" }, is_enterprise_install: true }],
  ["an event of another organisation", { authorizations: authorizations(null), context_enterprise_id: "E2" }],
  ["what no Slack sends", { team: "T1" }],
])("does not take %s", (_, body) => {
  expect(isOwn(body, OWN)).toBe(false);
});
