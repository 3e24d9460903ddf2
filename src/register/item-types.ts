/** The types of the register, and the details that each adds to the common fields. */
import { z } from "zod";
import { action, milestone, presence, stakeholder, step } from "./types/actions-milestones-stakeholders.ts";
import { decision, request } from "./types/decisions-and-requests.ts";
import { measure, objective } from "./types/goals.ts";
import { assumption, dependency, issue, risk } from "./types/raid.ts";

/** The field's RAID log (risks, assumptions, issues, dependencies) and the other item types, in the order of lists. */
const RAID = { risk, assumption, issue, dependency };
export const TYPES = { ...RAID, decision, action, request, milestone, measure, objective, presence, stakeholder, step };
export type ItemType = keyof typeof TYPES;

const ALL = Object.values(TYPES);

/** Type and particulars of any type. */
export const typedDetails = z.discriminatedUnion("type", [
  risk.typed,
  assumption.typed,
  issue.typed,
  dependency.typed,
  decision.typed,
  action.typed,
  request.typed,
  milestone.typed,
  measure.typed,
  objective.typed,
  presence.typed,
  stakeholder.typed,
  step.typed,
]);

/** Types of the shared register, in the order of lists. */
export const ITEM_TYPES = ALL.flatMap(({ type, isPrivate }) => (isPrivate ? [] : [type]));
/** Types with separate screens; see `isPrivate`. */
export const PRIVATE_TYPES = ALL.flatMap(({ type, isPrivate }) => (isPrivate ? [type] : []));
export const ALL_TYPES = ALL.map(({ type }) => type);

/** Each with its type, so that a check of the type narrows the fields. */
export type TypedDetails = ReturnType<(typeof TYPES)[ItemType]["of"]>;
export type Details = { [Type in ItemType]: Extract<TypedDetails, { type: Type }>["details"] };

/** Reads the column; throws where it holds something else. */
export function readDetails(type: ItemType, column: string): TypedDetails {
  return TYPES[type].readStored(column);
}

/** Details of a new item that has only a title. */
export function blankDetails(type: ItemType): TypedDetails {
  return TYPES[type].blankOf();
}

/** Type and details alone, correlated. */
export function typedOf({ type, details }: TypedDetails): TypedDetails {
  return TYPES[type].of(details);
}
