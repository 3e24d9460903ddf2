/** What is pressed on a step, with the id of its item. */
export const stepIds = {
  accept: "step.accept",
  done: "step.done",
  missing: "step.missing",
  give: "step.give",
  decline: "step.decline",
  approve: "step.approve",
  refuse: "step.refuse",
} as const;
