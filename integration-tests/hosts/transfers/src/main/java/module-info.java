/** An application that is a module, on the module path. */
module io.ftplens.it.host {
  requires org.apache.commons.net;

  exports io.ftplens.it.host;
}
