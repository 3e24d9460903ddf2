/** What is made when it is first asked for, and then kept: a start makes nothing that only a text or a press needs. */
export function lazily<Made>(make: () => Made): () => Made {
  let made: { it: Made } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
