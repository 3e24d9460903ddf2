import { assertNever } from "../platform/errors.ts";
import type { AnswerDisclosure } from "./disclosure.ts";

/** Who may create programs; `anyone`: of the workspace itself. */
export type WhoMayCreate = (typeof WHO_MAY_CREATE)[number];
export const WHO_MAY_CREATE = ["anyone", "guests-too", "admins"] as const;

/**
 * What a person is to the thing acted on, by a ground that holds at that instant: a role, being named by somebody whose
 * role holds, being asked in an open round.
 */
export type Standing = (typeof STANDINGS)[number];

export const STANDINGS = [
  "admin",
  "member",
  "lead",
  "deputy",
  "office",
  "sponsor",
  "steering",
  "secretary",
  "body",
  "team",
  "participant",
  "delegate",
  "digest-reader",
  "owner",
  "decider",
  "also-decider",
  "requester",
  "voter",
  "approver",
  "scorer",
  "candidate",
] as const;

/**
 * Which standings allow an action. Programs may be created by every `member` of the workspace, so neither by guests nor by
 * people of another company, until an admin widens or restricts it; answering and configuring are different rights, so that
 * turning one on never blocks the other. Everybody enters their own absences; `enter-absence` is for those of the people of
 * one's programs. `office` has the rights of who leads, but is never asked for them. `set-limits`: nobody says how much
 * they decide themselves but those at the top. `take-back-decision`: beside whoever has the word after a quarter. `secretary` writes for a committee and
 * leads nothing. `body`: sits for a portfolio that covers the program, and reads what is in it. `delegate`: answers while the one who is
 * asked is away. Of one item: `owner` answers for it, `asker` raised it; of a stakeholder, `owner` keeps the contact. Of one
 * request: `decider` is whom it is put to, of several sponsors each; `also-decider` delegated it; `voter` sits in the committee to which it was put. `approver` lets the
 * program's part of digests go: who is named for it, else who leads. Of the choice of a sponsor that runs: `scorer` scores
 * candidates, `candidate` is asked to sponsor the program and has not said no.
 */
export const RIGHTS = {
  "create-program": ["admin", "member"],
  "create-program-as-guest": "anyone",
  "create-program-where-restricted": ["admin"],
  administer: ["admin"],
  "read-audit": ["admin", "lead", "deputy", "office"],
  "change-program": ["admin", "lead", "deputy", "office"],
  "name-lead": ["admin", "lead", "deputy", "office", "sponsor"],
  "tick-flagship": ["admin", "office"],
  "set-limits": ["admin", "office", "sponsor", "steering"],
  "rank-program": ["office", "steering"],
  "set-meetings": ["admin", "lead", "deputy", "office", "steering", "secretary"],
  "read-meetings": ["lead", "deputy", "office", "sponsor", "steering", "secretary", "body"],
  "take-back-decision": ["office"],
  "answer-round": ["participant", "delegate"],
  "enter-absence": ["admin", "lead", "deputy", "office"],
  "read-team-answers": ["lead", "deputy", "office", "team", "participant"],
  "read-lead-answers": ["lead", "deputy", "office"],
  "read-above-answers": ["lead", "deputy", "office", "sponsor", "steering", "secretary", "body"],
  "read-digest-sources": ["digest-reader", "lead", "deputy", "office", "secretary", "body"],
  "hold-digest": ["lead", "deputy", "office"],
  "read-record": ["lead", "deputy", "office", "sponsor", "steering", "secretary", "body", "team"],
  "add-to-record": ["admin", "lead", "deputy", "office", "sponsor", "steering", "secretary", "team"],
  "change-record": ["admin", "lead", "deputy", "office", "secretary", "owner", "requester"],
  "import-into-record": ["admin", "lead", "deputy", "office", "secretary"],
  "read-own-item": ["owner", "requester", "decider", "also-decider", "voter"],
  "take-decision": ["decider", "also-decider"],
  "decide-request": ["decider"],
  "speak-for-request": ["requester", "lead", "deputy", "office", "secretary"],
  "say-what-was-given": ["requester", "lead", "deputy", "office"],
  "put-to-committee": ["decider", "lead", "deputy", "office", "secretary"],
  "vote-on-request": ["voter"],
  "move-blocker-again": ["lead", "deputy", "office", "sponsor"],
  "correct-digest": ["approver"],
  "keep-stakeholder": ["lead", "deputy", "office", "owner"],
  "read-case": ["lead", "deputy", "office", "sponsor", "steering", "secretary", "candidate"],
  "edit-case": ["lead", "deputy", "office"],
  "approve-case": ["lead", "deputy", "office", "sponsor"],
  "choose-sponsor": ["lead", "deputy", "office"],
  "score-candidates": ["scorer"],
} as const satisfies Record<string, readonly Standing[] | "anyone">;

export type Action = keyof typeof RIGHTS;

export function may(standings: readonly Standing[], action: Action): boolean {
  const allowed: readonly Standing[] | "anyone" = RIGHTS[action];
  return allowed === "anyone" || standings.some((standing) => allowed.includes(standing));
}

/** The right needed to create a program, by the workspace's setting. */
export function creationRight(whoMayCreate: WhoMayCreate): Action {
  switch (whoMayCreate) {
    case "anyone":
      return "create-program";
    case "guests-too":
      return "create-program-as-guest";
    case "admins":
      return "create-program-where-restricted";
    default:
      return assertNever(whoMayCreate);
  }
}

/** Whether somebody reads the answers of a round one by one: where the workspace sees a program, all see its team's. */
export function mayReadAnswers(
  standings: readonly Standing[],
  { disclosure, visibility }: { disclosure: AnswerDisclosure; visibility: "members" | "workspace" },
): boolean {
  return (disclosure === "team" && visibility === "workspace") || may(standings, readingRight(disclosure));
}

/** The right needed to read the answers of a cadence one by one, for who has a standing in its program. */
export function readingRight(disclosure: AnswerDisclosure): Action {
  switch (disclosure) {
    case "team":
      return "read-team-answers";
    case "lead":
      return "read-lead-answers";
    case "above":
      return "read-above-answers";
    default:
      return assertNever(disclosure);
  }
}
