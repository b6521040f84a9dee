/** An order becomes one row for each of its items; whatever a test shop sent is left out. */
export function transform(event) {
  if (event.shop === 'test') {
    return undefined;
  }
  if (event.name !== 'order') {
    return event;
  }
  const { items, email, ...order } = event;
  // The domain is enough to tell business customers; the address is nobody's business here.
  const emailDomain = String(email ?? '').split('@')[1] ?? null;
  return items.map((item, position) => ({ ...order, emailDomain, position, ...item }));
}
