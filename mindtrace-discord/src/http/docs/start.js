// Shows the OpenAPI document of this bot. The token stays in this tab; the dashboard uses the same key.
const form = document.getElementById("token");
const message = form.querySelector("[role=status]");

// The colors of Swagger UI follow a class.
const dark = matchMedia("(prefers-color-scheme: dark)");
const showScheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", showScheme);
showScheme();

async function show() {
  const token = sessionStorage.getItem("token");
  // Shown only now: a form submitted before the listener is added would put the token into the address.
  form.hidden = Boolean(token);
  if (!token) return;
  const response = await fetch("/openapi.json", { headers: { Authorization: `Bearer ${token}` } });
  if (!response.ok) {
    form.hidden = false;
    message.textContent = (await response.json()).detail;
    return;
  }
  const spec = await response.json();
  document.title = `API of ${spec.info.title}`;
  SwaggerUIBundle({
    spec,
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
