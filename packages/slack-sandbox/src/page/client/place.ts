/** Where one is, in the address: `#/margaret`, `#/margaret/home`, `#/margaret/C012`, `#/margaret/C012/1762430400.000100`. */
import { useEffect, useState } from "preact/hooks";

export interface Place {
  handle: string;
  /** A channel's id, the app's Home tab, or null: the direct message with the app. */
  at: string | "home" | null;
  /** The ts of the first message of the thread that is open beside. */
  thread: string | null;
}

export function placeOf(hash: string, fallback: string): Place {
  const [handle = "", at = "", thread = ""] = hash.replace(/^#\/?/, "").split("/").map(decoded);
  return { handle: handle || fallback, at: at || null, thread: thread || null };
}

export function hashOf({ handle, at, thread }: Place): string {
  const steps = [handle, at ?? "", (at && thread) || ""].map(encodeURIComponent);
  return `#/${steps.join("/").replace(/\/+$/, "")}`;
}

/** The place in the address, and how to go elsewhere; the browser's back button works. */
export function usePlace(known: readonly string[], fallback: string): [Place, (place: Partial<Place>) => void] {
  const read = () => {
    const place = placeOf(location.hash, fallback);
    return known.includes(place.handle) ? place : { handle: fallback, at: null, thread: null };
  };
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const follow = () => setPlace(read());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const go = (to: Partial<Place>) => {
    const moved = { ...placeOf(location.hash, fallback), ...to };
    // Somebody else sees other conversations.
    const next = to.handle !== undefined && to.handle !== place.handle ? { at: null, thread: null, ...to } : moved;
    location.hash = hashOf({ handle: moved.handle, at: next.at ?? null, thread: next.thread ?? null });
  };
  return [place, go];
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return "";
  }
}
