type Route = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
type Asked = {
  id?: string;
  stage?: string;
  layer?: string;
  body?: unknown;
  headers?: Record<string, string>;
  query?: string;
};

/** Somebody who asks a route, with a cookie jar of their own. */
export function caller() {
  let cookie = "";
  return async (method: string, route: unknown, asked: Asked = {}) => {
    const { id = "", stage = "", layer = "", body, headers = {}, query = "" } = asked;
    const request = new Request(`http://localhost/api${query}`, {
      method,
      headers: { "content-type": "application/json", cookie, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await (route as Route)(request, {
      params: Promise.resolve({ id, stage, layer }),
    });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
}
