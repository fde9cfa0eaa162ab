package io.ftplens.it.host.web;

import io.ftplens.it.host.Transfers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Makes the transfers in the thread of a request, which the server keeps for others. */
public final class TransfersServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write(Transfers.make(Integer.parseInt(request.getParameter("port"))));
  }
}
