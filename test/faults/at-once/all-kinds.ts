import type { Kind } from "./kinds.ts";
import { OF_ANSWERS } from "./of-answers.ts";
import { OF_GOALS } from "./of-goals.ts";
import { OF_MEETINGS } from "./of-meetings.ts";
import { OF_PROGRAMS } from "./of-programs.ts";
import { OF_QUARTERS } from "./of-quarters.ts";
import { OF_REGISTER } from "./of-register.ts";
import { OF_REPORTS } from "./of-reports.ts";
import { OF_TRACKS } from "./of-tracks.ts";

export const KINDS: readonly Kind[] = [
  ...OF_REGISTER,
  ...OF_GOALS,
  ...OF_TRACKS,
  ...OF_REPORTS,
  ...OF_PROGRAMS,
  ...OF_ANSWERS,
  ...OF_QUARTERS,
  ...OF_MEETINGS,
];
