import type { Follower } from "../platform/events.ts";
import { weekBegins } from "../register/items.ts";
import { noteChangedPages } from "./messages.ts";

export const pagesFollowers: Follower[] = [weekBegins.followedBy(noteChangedPages)];
