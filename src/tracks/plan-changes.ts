/** How the plan of a running track changes, and in what two versions of one differ. Pure. */
import { keyFrom } from "../programs/programs.ts";
import { type Both, groupsOf, PERSON_ROLES, REQUESTER, SEAT_ROLES, type Step, type TrackTemplate } from "./template.ts";

export type PlanChange =
  | { kind: "add"; after: string; title: string; role: string; term: number }
  | { kind: "change"; key: string; role: string; term: number }
  | { kind: "leave-out"; key: string };

/** In what one version differs from another: a step that was added, left out, or has another role or term. */
export type PlanDifference =
  | { kind: "added" | "left-out"; title: Both }
  | { kind: "role"; title: Both; role: string }
  | { kind: "term"; title: Both; term: number };

/** `begun`: the keys of steps that are under way or done, which wait for nothing any more. */
export function changedPlan(template: TrackTemplate, change: PlanChange, begun: ReadonlySet<string>): TrackTemplate {
  switch (change.kind) {
    case "add":
      return withRole(withStep(template, change, begun), change.role);
    case "change":
      return withRole(withOther(template, change), change.role);
    case "leave-out":
      return withoutStep(template, change.key);
  }
}

/** What came right after that step and has not begun waits for the new one instead. */
function withStep(
  template: TrackTemplate,
  { after, title, role, term }: Extract<PlanChange, { kind: "add" }>,
  begun: ReadonlySet<string>,
): TrackTemplate {
  const used = template.steps.map((step) => step.key);
  // Of no words: keys outlive an erasure.
  const key = keyFrom("step", used, "step");
  const added: Step = {
    key,
    title: { en: title, fr: title },
    role,
    accountable: "lead",
    consulted: [],
    informed: [],
    after: [[after]],
    term,
    checks: [],
    gate: false,
  };
  const steps = template.steps.flatMap((step) => {
    const later = begun.has(step.key) ? step : waitingFor(step, after, key);
    return step.key === after ? [later, added] : [later];
  });
  return { ...template, steps };
}

function waitingFor(step: Step, former: string, key: string): Step {
  const after = step.after.map((group) => group.map((needed) => (needed === former ? key : needed)));
  const { wait } = step;
  if (!wait || !("afterStep" in wait) || wait.afterStep !== former) return { ...step, after };
  return { ...step, after, wait: { ...wait, afterStep: key } };
}

function withOther(template: TrackTemplate, { key, role, term }: Extract<PlanChange, { kind: "change" }>) {
  const steps = template.steps.map((step) => (step.key === key ? { ...step, role, term } : step));
  return { ...template, steps };
}

/** What waited for it waits for what it waited for, or for what does in its place. */
function withoutStep(template: TrackTemplate, key: string): TrackTemplate {
  const gone = template.steps.find((step) => step.key === key);
  if (!gone) return template;
  const steps = template.steps
    .filter((step) => step !== gone)
    .map((step) => {
      const { wait, ...rest } = step;
      const isAfterIt = wait && "afterStep" in wait && wait.afterStep === key;
      const after = isAfterIt ? groupsOf(step) : step.after;
      const left = uniqueGroups(after.flatMap((group) => groupsWithout(group, gone)));
      return { ...rest, after: left, ...(wait && !isAfterIt && { wait }) };
    });
  return { ...template, steps };
}

function groupsWithout(group: readonly string[], gone: Step): string[][] {
  if (!group.includes(gone.key)) return [[...group]];
  const others = group.filter((key) => key !== gone.key);
  return others.length > 0 ? [others] : groupsOf(gone);
}

function uniqueGroups(groups: readonly string[][]): string[][] {
  return [...new Map(groups.map((group) => [group.toSorted().join(" "), group])).values()];
}

/** With the role among its own, where it is none that every track may name. */
function withRole(template: TrackTemplate, role: string): TrackTemplate {
  const named: readonly string[] = [...template.roles, ...SEAT_ROLES, ...PERSON_ROLES, REQUESTER];
  return named.includes(role) ? template : { ...template, roles: [...template.roles, role] };
}

export function differences(before: TrackTemplate, after: TrackTemplate): PlanDifference[] {
  const old = new Map(before.steps.map((step) => [step.key, step]));
  const keys = new Set(after.steps.map(({ key }) => key));
  const leftOut = before.steps.filter(({ key }) => !keys.has(key));
  return [
    ...leftOut.map(({ title }): PlanDifference => ({ kind: "left-out", title })),
    ...after.steps.flatMap(({ key, title, role, term }): PlanDifference[] => {
      const was = old.get(key);
      if (!was) return [{ kind: "added", title }];
      return [
        ...(was.role === role ? [] : [{ kind: "role", title, role } as const]),
        ...(was.term === term ? [] : [{ kind: "term", title, term } as const]),
      ];
    }),
  ];
}
