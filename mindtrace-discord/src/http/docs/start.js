// Shows the document of this bot. The token stays in this tab, under the name that the dashboard uses as well.
const form = document.getElementById("token");
const said = form.querySelector("[role=status]");

async function show() {
  const token = sessionStorage.getItem("token");
  // Shown only now: a form that is sent before this listens would put the token into an address.
  form.hidden = Boolean(token);
  if (!token) return;
  const answer = await fetch("/openapi.json", { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) {
    form.hidden = false;
    said.textContent = (await answer.json()).detail;
    return;
  }
  SwaggerUIBundle({
    spec: await answer.json(),
    dom_id: "#swagger-ui",
    requestInterceptor: (request) => {
      request.headers.Authorization = `Bearer ${token}`;
      return request;
    },
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem("token", new FormData(form).get("token").trim());
  show();
});
show();
