import java.io.OutputStream;
import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Neo4j with its Bolt connector, for tests: the home folder is the one argument; it ends when standard input closes. */
public class Neo4jServer {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        var service = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("conf/neo4j.conf"))
                .build();
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
        service.shutdown();
    }
}
